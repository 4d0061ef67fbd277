#include "gateway/rest/query_binder.h"

#include <optional>
#include <set>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "gateway/rest/scalar_text.h"

namespace pcsp::rest {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

// The message that holds the last field of `path`, made where it is missing.
Message* HolderOf(const FieldPath& path, Message* message) {
  for (size_t i = 0; i + 1 < path.size(); ++i) {
    message = message->GetReflection()->MutableMessage(message, path[i]);
  }
  return message;
}

// Whether a path may set its field without unsetting another member of a oneof.
bool MayBind(const FieldPath& path, const Message& root) {
  const Message* message = &root;
  for (const FieldDescriptor* field : path) {
    const auto* reflection = message->GetReflection();
    const auto* oneof = field->real_containing_oneof();
    if (oneof != nullptr && reflection->HasOneof(*message, oneof) &&
        reflection->GetOneofFieldDescriptor(*message, oneof) != field) {
      return false;
    }
    if (field->message_type() != nullptr) message = &reflection->GetMessage(*message, field);
  }
  return true;
}

// Sets the leaf of `path`; returns what it takes when `text` is not that.
std::optional<std::string> SetLeaf(const FieldPath& path, const std::string& text,
                                   Message* message) {
  const FieldDescriptor& field = *path.back();
  Message* holder = HolderOf(path, message);
  const Descriptor* type = field.message_type();
  if (type != nullptr && IsTextMessage(*type)) {
    const auto* reflection = holder->GetReflection();
    Message* value = field.is_repeated() ? reflection->AddMessage(holder, &field)
                                         : reflection->MutableMessage(holder, &field);
    return ReadTextMessage(text, value) ? std::nullopt : std::make_optional(Expected(field));
  }
  const FieldDescriptor& scalar = type != nullptr ? *WrappedField(*type) : field;
  const auto value = ParseScalar(scalar, text);
  if (!value) return Expected(field);
  if (type != nullptr) holder = holder->GetReflection()->MutableMessage(holder, &field);
  StoreScalar(*value, scalar, holder);
  return std::nullopt;
}

const FieldDescriptor* FindField(const Descriptor& message, absl::string_view name) {
  for (int i = 0; i < message.field_count(); ++i) {
    const FieldDescriptor* field = message.field(i);
    if (field->name() == name || field->json_name() == name) return field;
  }
  return nullptr;
}

// Empty when `name` leads to no field that a parameter can set.
FieldPath Resolve(const Descriptor& message, absl::string_view name) {
  FieldPath path;
  const Descriptor* holder = &message;
  for (absl::string_view part : absl::StrSplit(name, '.')) {
    const FieldDescriptor* field = holder != nullptr ? FindField(*holder, part) : nullptr;
    if (field == nullptr) return {};
    path.push_back(field);
    const Descriptor* type = field->message_type();
    const bool leaf = type == nullptr || IsTextMessage(*type) || WrappedField(*type) != nullptr;
    if (!leaf && field->is_repeated()) return {};
    if (leaf && field->is_repeated() && type != nullptr && WrappedField(*type) != nullptr)
      return {};
    holder = leaf ? nullptr : type;
  }
  return holder == nullptr ? path : FieldPath{};
}

// What the parameters of a route may be, for a client that used another one.
std::string ParameterNames(const Descriptor& message, const Route& route) {
  std::vector<std::string> names;
  for (int i = 0; i < message.field_count(); ++i) {
    const FieldDescriptor* field = message.field(i);
    bool by_path = field == route.body;
    for (const FieldPath& path : route.variables) by_path |= path.front() == field;
    const bool leaf = field->message_type() == nullptr || IsTextMessage(*field->message_type()) ||
                      WrappedField(*field->message_type()) != nullptr;
    if (!by_path && leaf) names.push_back(field->json_name());
  }
  return names.empty() ? "no query parameters here"
                       : absl::StrCat("one of ", absl::StrJoin(names, ", "));
}

// Who else gives the field; "" when a parameter may.
std::string GivenElsewhere(const FieldPath& path, const Route& route) {
  for (const FieldPath& variable : route.variables) {
    if (variable == path) return "it in the path alone";
  }
  return route.body != nullptr && path.front() == route.body ? "it in the body alone" : "";
}

}  // namespace

void BindPath(const RouteMatch& match, Message* message, Violations* violations) {
  for (size_t i = 0; i < match.values.size(); ++i) {
    const FieldPath& path = match.route->variables[i];
    const std::string& value = match.values[i];
    if (!MayBind(path, *message)) continue;
    const FieldDescriptor& field = *path.back();
    if (field.cpp_type() == FieldDescriptor::CPPTYPE_STRING) {
      const Message* holder = HolderOf(path, message);
      const std::string in_body = holder->GetReflection()->GetString(*holder, &field);
      if (!in_body.empty() && in_body != value) {
        violations->Add(ToString(path), in_body,
                        absl::StrCat("nothing, or \"", value, "\" as in the path"));
        continue;
      }
    }
    if (const auto expected = SetLeaf(path, value, message)) {
      violations->Add(ToString(path), value, *expected);
    }
  }
}

void BindQuery(const QueryParameters& parameters, const Route& route, const FieldDescriptor* first,
               Message* message, Violations* violations) {
  const Descriptor& root = *message->GetDescriptor();
  std::set<FieldPath> seen;
  for (const auto& [name, value] : parameters) {
    FieldPath path = first != nullptr ? Resolve(*first->message_type(), name) : FieldPath{};
    if (!path.empty()) path.insert(path.begin(), first);
    if (path.empty()) path = Resolve(root, name);
    if (path.empty()) {
      violations->Add(name, value,
                      ParameterNames(first != nullptr ? *first->message_type() : root, route));
      continue;
    }
    const std::string elsewhere = GivenElsewhere(path, route);
    const bool repeated = path.back()->is_repeated();
    if (!elsewhere.empty()) {
      violations->Add(name, value, elsewhere);
    } else if (!seen.insert(path).second && !repeated) {
      violations->Add(name, value, "the parameter once");
    } else if (!MayBind(path, *message)) {
      violations->Add(name, value, "only one member of a oneof");
    } else if (const auto expected = SetLeaf(path, value, message)) {
      violations->Add(name, value, *expected);
    }
  }
}

}  // namespace pcsp::rest

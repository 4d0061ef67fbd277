#include "gateway/rest/route.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "common/base/status_macros.h"
#include "google/api/annotations.pb.h"

namespace pcsp::rest {
namespace {

using google::api::HttpRule;
using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::MethodDescriptor;

absl::Status BadRule(const MethodDescriptor& method, absl::string_view what) {
  return absl::InvalidArgumentError(
      absl::StrCat("google.api.http of ", method.full_name(), ": ", what));
}

std::pair<std::string, std::string> MethodAndPattern(const HttpRule& rule) {
  switch (rule.pattern_case()) {
    case HttpRule::kGet:
      return {"GET", rule.get()};
    case HttpRule::kPut:
      return {"PUT", rule.put()};
    case HttpRule::kPost:
      return {"POST", rule.post()};
    case HttpRule::kDelete:
      return {"DELETE", rule.delete_()};
    case HttpRule::kPatch:
      return {"PATCH", rule.patch()};
    case HttpRule::kCustom:
      return {rule.custom().kind(), rule.custom().path()};
    case HttpRule::PATTERN_NOT_SET:
      break;
  }
  return {};
}

absl::StatusOr<FieldPath> BindVariable(const MethodDescriptor& method,
                                       const std::vector<std::string>& names) {
  FieldPath path;
  const Descriptor* message = method.input_type();
  for (const std::string& name : names) {
    const FieldDescriptor* field = message ? message->FindFieldByName(name) : nullptr;
    if (field == nullptr || field->is_repeated()) {
      return BadRule(method, absl::StrCat("\"", absl::StrJoin(names, "."),
                                          "\" is not a single field of the request"));
    }
    path.push_back(field);
    message = field->message_type();
  }
  if (message != nullptr) {
    return BadRule(method, absl::StrCat("\"", absl::StrJoin(names, "."), "\" is a message"));
  }
  return path;
}

absl::StatusOr<const FieldDescriptor*> BindTopField(const MethodDescriptor& method,
                                                    const Descriptor& message,
                                                    const std::string& name) {
  const FieldDescriptor* field = message.FindFieldByName(name);
  if (field != nullptr) return field;
  return BadRule(method, absl::StrCat("\"", name, "\" is not a field of ", message.full_name()));
}

absl::StatusOr<Route> RouteOf(const MethodDescriptor& method, const HttpRule& rule) {
  Route route{.method = &method};
  std::tie(route.http_method, route.pattern) = MethodAndPattern(rule);
  if (route.pattern.empty()) return BadRule(method, "a rule has no path");
  ASSIGN_OR_RETURN(route.path, ParsePathTemplate(route.pattern));
  for (const TemplateVariable& variable : route.path.variables) {
    ASSIGN_OR_RETURN(FieldPath path, BindVariable(method, variable.field_path));
    route.variables.push_back(std::move(path));
  }
  route.whole_body = rule.body() == "*";
  if (!rule.body().empty() && !route.whole_body) {
    ASSIGN_OR_RETURN(route.body, BindTopField(method, *method.input_type(), rule.body()));
  }
  if (!rule.response_body().empty()) {
    ASSIGN_OR_RETURN(route.response_body,
                     BindTopField(method, *method.output_type(), rule.response_body()));
  }
  if (method.client_streaming() && !route.whole_body) {
    return BadRule(method, "a method that takes a stream needs body: \"*\"");
  }
  return route;
}

}  // namespace

std::string ToString(const FieldPath& path) {
  return absl::StrJoin(path, ".", [](std::string* out, const FieldDescriptor* field) {
    absl::StrAppend(out, field->name());
  });
}

absl::StatusOr<std::vector<Route>> RoutesOf(const MethodDescriptor& method) {
  std::vector<Route> routes;
  if (!method.options().HasExtension(google::api::http)) return routes;
  if (method.server_streaming()) {
    return absl::UnimplementedError(
        absl::StrCat(method.full_name(), " streams its answers, which REST cannot carry"));
  }
  const HttpRule& rule = method.options().GetExtension(google::api::http);
  ASSIGN_OR_RETURN(Route first, RouteOf(method, rule));
  routes.push_back(std::move(first));
  for (const HttpRule& additional : rule.additional_bindings()) {
    if (additional.additional_bindings_size() > 0) return BadRule(method, "bindings nest too deep");
    ASSIGN_OR_RETURN(Route route, RouteOf(method, additional));
    routes.push_back(std::move(route));
  }
  return routes;
}

}  // namespace pcsp::rest

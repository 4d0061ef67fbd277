#include "gateway/rest/openapi/openapi.h"

#include <algorithm>
#include <set>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "gateway/rest/openapi/paths.h"
#include "gateway/rest/openapi/schemas.h"
#include "gateway/rest/scalar_text.h"
#include "gateway/rest/upload.h"
#include "google/protobuf/descriptor.pb.h"
#include "pcsp/type/v1/document.pb.h"

namespace pcsp::rest {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::MethodDescriptor;

constexpr char kAbout[] =
    "Everything that pcsp serves over REST, the same as over gRPC. Zeros and empty lists are "
    "written out; messages and optional fields appear only when they are set. Unknown fields and "
    "parameters are refused, with everything that is wrong with a request at once.";

OrderedJson Text() { return {{"type", "string"}}; }

OrderedJson Ref(absl::string_view section, absl::string_view name) {
  return {{"$ref", absl::StrCat("#/components/", section, "/", name)}};
}

// Writes one operation after another into `paths`.
class Writer {
 public:
  explicit Writer(const Contract& contract) : contract_(contract), schemas_(contract) {}

  // Its HTTP method in OpenAPI's spelling; "" for one that OpenAPI does not know.
  static std::string Verb(const Route& route) {
    static const std::set<std::string> known = {"get", "put", "post", "delete", "patch"};
    std::string verb = absl::AsciiStrToLower(route.http_method);
    return known.count(verb) > 0 ? verb : "";
  }

  void Add(const Route& route, OrderedJson* paths) {
    const std::string verb = Verb(route);
    if (verb.empty()) return;
    const OpenApiPath path = ToOpenApiPath(route);
    (*paths)[path.text][verb] = Operation(route, path);
  }

  OrderedJson Components() {
    OrderedJson schemas = schemas_.Components();
    schemas["Error"] = ErrorSchema();
    return {{"schemas", std::move(schemas)},
            {"parameters", Headers()},
            {"responses",
             {{"Error",
               {{"description", "What is wrong, and what to do about it."},
                {"content", Json(Ref("schemas", "Error"))}}}}}};
  }

  // The services that have operations, as tags.
  OrderedJson Tags() const {
    OrderedJson tags = OrderedJson::array();
    for (const std::string& name : services_) {
      OrderedJson tag = {{"name", name}};
      const std::string words = contract_.CommentOn(name);
      if (!words.empty()) tag["description"] = words;
      tags.push_back(std::move(tag));
    }
    return tags;
  }

 private:
  static OrderedJson Json(OrderedJson schema) {
    return {{"application/json", {{"schema", std::move(schema)}}}};
  }

  OrderedJson Operation(const Route& route, const OpenApiPath& path) {
    const MethodDescriptor& method = *route.method;
    services_.insert(method.service()->full_name());
    const std::string words = contract_.CommentOn(method.full_name());
    const size_t sentence = words.find(". ");
    OrderedJson operation = {{"operationId", OperationId(method)},
                             {"tags", OrderedJson::array({method.service()->full_name()})}};
    if (!words.empty()) {
      operation["summary"] = words.substr(0, std::min(sentence, words.find_first_of("\n")));
      operation["description"] = words;
    }
    operation["parameters"] = Parameters(route, path);
    if (route.has_body()) operation["requestBody"] = Body(route);
    operation["responses"] = {{"200", Answer(route)}, {"default", Ref("responses", "Error")}};
    if (method.options().deprecated()) operation["deprecated"] = true;
    return operation;
  }

  // `RegistryService_GetOrganisation`; further paths of a method are numbered.
  std::string OperationId(const MethodDescriptor& method) {
    const std::string id = absl::StrCat(method.service()->name(), "_", method.name());
    std::string unused = id;
    for (int i = 2; !ids_.insert(unused).second; ++i) unused = absl::StrCat(id, "_", i);
    return unused;
  }

  OrderedJson Parameters(const Route& route, const OpenApiPath& path) {
    OrderedJson parameters = OrderedJson::array();
    for (const PathParameter& parameter : path.parameters) {
      OrderedJson entry = {{"name", parameter.name}, {"in", "path"}, {"required", true}};
      if (!parameter.variable.empty()) {
        entry["description"] =
            absl::StrCat("Part of `", parameter.variable, "`: ", parameter.value, ".");
      }
      entry["schema"] = Text();
      parameters.push_back(std::move(entry));
    }
    const Descriptor& request = *route.method->input_type();
    const UploadShape shape = UploadShapeOf(request);
    if (route.method->client_streaming()) {
      // A plain file comes with what to do with it as parameters.
      if (shape.config != nullptr) {
        AddQuery(*shape.config->message_type(), {shape.config}, "", route, &parameters);
      }
    } else if (!route.whole_body) {
      AddQuery(request, {}, "", route, &parameters);
    }
    parameters.push_back(Ref("parameters", "X-Timeout"));
    parameters.push_back(Ref("parameters", "X-Request-Id"));
    if (route.http_method != "GET" && HasRequestId(request, shape)) {
      parameters.push_back(Ref("parameters", "Idempotency-Key"));
    }
    return parameters;
  }

  static bool HasRequestId(const Descriptor& request, const UploadShape& shape) {
    const Descriptor& holder = shape.config != nullptr ? *shape.config->message_type() : request;
    return holder.FindFieldByName("request_id") != nullptr;
  }

  static bool InPathOrBody(const FieldPath& path, const Route& route) {
    for (const FieldPath& variable : route.variables) {
      if (variable == path) return true;
    }
    return route.body != nullptr && path.front() == route.body;
  }

  // The fields of `message`, reached over `above`, that a query may set, as query_binder.h has it.
  void AddQuery(const Descriptor& message, const FieldPath& above, const std::string& prefix,
                const Route& route, OrderedJson* parameters) {
    for (int i = 0; i < message.field_count(); ++i) {
      const FieldDescriptor& field = *message.field(i);
      FieldPath path = above;
      path.push_back(&field);
      if (InPathOrBody(path, route)) continue;
      const std::string name = absl::StrCat(prefix, field.json_name());
      const Descriptor* type = field.message_type();
      const bool text = type != nullptr && IsTextMessage(*type);
      const bool leaf = type == nullptr || text || WrappedField(*type) != nullptr;
      if (leaf && !(field.is_repeated() && type != nullptr && !text)) {
        parameters->push_back(QueryParameter(name, field, route));
      } else if (!leaf && !field.is_repeated() && !Holds(above, *type)) {
        AddQuery(*type, path, absl::StrCat(name, "."), route, parameters);
      }
    }
  }

  // Whether a message of that type is on the way already: it may hold itself.
  static bool Holds(const FieldPath& above, const Descriptor& type) {
    for (const FieldDescriptor* field : above) {
      if (field->message_type() == &type || field->containing_type() == &type) return true;
    }
    return false;
  }

  OrderedJson QueryParameter(const std::string& name, const FieldDescriptor& field,
                             const Route& route) {
    OrderedJson parameter = {{"name", name}, {"in", "query"}};
    const bool needed = route.http_method == "PATCH" && field.name() == "update_mask";
    if (needed) parameter["required"] = true;
    const std::string words = contract_.CommentOn(field.full_name());
    if (!words.empty()) parameter["description"] = words;
    parameter["schema"] = schemas_.OfField(field);
    return parameter;
  }

  OrderedJson Body(const Route& route) {
    const MethodDescriptor& method = *route.method;
    if (method.client_streaming()) {
      OrderedJson content = {
          {"application/x-ndjson", {{"schema", schemas_.OfMessage(*method.input_type())}}}};
      if (UploadShapeOf(*method.input_type()).config != nullptr) {
        const OrderedJson file = {{"schema", {{"type", "string"}, {"format", "binary"}}}};
        content["text/csv"] = file;
        content["application/octet-stream"] = file;
      }
      return {{"required", true},
              {"description", "A message a line, or the file itself where one is taken."},
              {"content", std::move(content)}};
    }
    if (route.whole_body) return {{"content", Json(schemas_.OfMessage(*method.input_type()))}};
    return {{"required", true}, {"content", Json(schemas_.OfField(*route.body))}};
  }

  OrderedJson Answer(const Route& route) {
    const Descriptor& output = *route.method->output_type();
    if (&output == type::v1::Document::descriptor()) {
      return {{"description", "The document as it stands, under its own media type."},
              {"content", {{"*/*", {{"schema", {{"type", "string"}, {"format", "binary"}}}}}}}};
    }
    OrderedJson schema = route.response_body != nullptr ? schemas_.OfField(*route.response_body)
                                                        : schemas_.OfMessage(output);
    return {{"description", "Done."}, {"content", Json(std::move(schema))}};
  }

  static OrderedJson Header(const char* name, const char* words) {
    return {{"name", name}, {"in", "header"}, {"description", words}, {"schema", Text()}};
  }

  static OrderedJson Headers() {
    return {{"X-Timeout",
             Header("X-Timeout",
                    "How long the answer may take: seconds, or a duration such as 800ms.")},
            {"X-Request-Id",
             Header("X-Request-Id", "An id for the logs of both sides; the answer carries it.")},
            {"Idempotency-Key",
             Header("Idempotency-Key",
                    "A UUID in place of requestId: a write that is sent again under it is not done "
                    "again.")}};
  }

  OrderedJson ErrorSchema() {
    OrderedJson detail = {
        {"type", "object"}, {"properties", {{"@type", Text()}}}, {"additionalProperties", true}};
    OrderedJson properties = {
        {"code", {{"type", "integer"}, {"description", "The HTTP status."}}},
        {"status", {{"type", "string"}, {"description", "The gRPC code, such as NOT_FOUND."}}},
        {"message", {{"type", "string"}, {"description", "For people; it may change."}}},
        {"details",
         {{"type", "array"},
          {"description",
           "google.rpc.ErrorInfo with a reason that programs may rely on; BadRequest with "
           "every field at fault; RetryInfo where it is worth trying again."},
          {"items", std::move(detail)}}}};
    return {
        {"type", "object"},
        {"properties", {{"error", {{"type", "object"}, {"properties", std::move(properties)}}}}}};
  }

  const Contract& contract_;
  Schemas schemas_;
  std::set<std::string> ids_;
  std::set<std::string> services_;
};

}  // namespace

std::string OpenApiDocument(const Router& router, const Contract& contract,
                            absl::string_view version) {
  Writer writer(contract);
  OrderedJson paths = OrderedJson::object();
  for (const auto& route : router.routes()) writer.Add(*route, &paths);
  OrderedJson document = {
      {"openapi", "3.0.3"},
      {"info", {{"title", "pcsp"}, {"version", std::string(version)}, {"description", kAbout}}},
      {"servers", OrderedJson::array({OrderedJson{{"url", "/"}}})},
      {"tags", writer.Tags()},
      {"paths", std::move(paths)}};
  document["components"] = writer.Components();
  return document.dump(-1, ' ', false, OrderedJson::error_handler_t::replace);
}

}  // namespace pcsp::rest

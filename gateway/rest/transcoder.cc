#include "gateway/rest/transcoder.h"

#include <memory>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "common/base/error.h"
#include "common/base/ids.h"
#include "common/base/status_macros.h"
#include "gateway/rest/json_codec.h"
#include "gateway/rest/query_binder.h"
#include "gateway/rest/rest_errors.h"
#include "gateway/rest/upload.h"
#include "google/protobuf/message.h"

namespace pcsp::rest {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::MessageFactory;

std::unique_ptr<Message> NewRequest(const Route& route) {
  return std::unique_ptr<Message>(
      MessageFactory::generated_factory()->GetPrototype(route.method->input_type())->New());
}

// Collects the violations of `status`; returns any other error.
absl::Status Collect(absl::string_view prefix, const absl::Status& status, Violations* violations) {
  const auto detail = ErrorDetailOf(status);
  if (status.ok() || !detail || detail->violations.empty()) return status;
  violations->Merge(prefix, status);
  return absl::OkStatus();
}

// "application/json", without parameters. Text that says it is anything but UTF-8 is no match.
std::string MediaType(const HttpRequest& request) {
  const absl::string_view given = request.Header("Content-Type");
  const std::vector<absl::string_view> parts = absl::StrSplit(given, ';');
  for (size_t i = 1; i < parts.size(); ++i) {
    absl::string_view parameter = absl::StripAsciiWhitespace(parts[i]);
    const bool charset = absl::StartsWithIgnoreCase(parameter, "charset=");
    if (charset && !absl::EqualsIgnoreCase(parameter, "charset=utf-8") &&
        !absl::EqualsIgnoreCase(parameter, "charset=\"utf-8\"")) {
      return absl::AsciiStrToLower(given);
    }
  }
  return absl::AsciiStrToLower(absl::StripAsciiWhitespace(parts[0]));
}

absl::Status CheckEncoding(const HttpRequest& request) {
  const absl::string_view encoding = request.Header("Content-Encoding");
  if (encoding.empty() || absl::EqualsIgnoreCase(encoding, "identity")) return absl::OkStatus();
  return UnsupportedMediaType(encoding, "bodies that are not compressed");
}

// Demanding application/json also keeps out what a form on another site can send.
absl::Status CheckJsonType(const HttpRequest& request) {
  RETURN_IF_ERROR(CheckEncoding(request));
  const std::string type = MediaType(request);
  const bool nothing = request.body.empty() && type.empty();
  if (nothing || type == "application/json") return absl::OkStatus();
  return UnsupportedMediaType(request.Header("Content-Type"), "application/json");
}

// The string field called request_id, if the message has one.
const FieldDescriptor* RequestIdField(const Message& message) {
  const FieldDescriptor* field = message.GetDescriptor()->FindFieldByName("request_id");
  const bool text = field != nullptr && !field->is_repeated() &&
                    field->cpp_type() == FieldDescriptor::CPPTYPE_STRING;
  return text ? field : nullptr;
}

void FillRequestId(const HttpRequest& request, const std::string& new_id, Message* message,
                   Violations* violations) {
  const FieldDescriptor* field = RequestIdField(*message);
  if (field == nullptr || request.method == "GET" || request.method == "HEAD") return;
  const std::string key(request.Header("Idempotency-Key"));
  const std::string given = message->GetReflection()->GetString(*message, field);
  if (!key.empty() && !IsUuid(key)) {
    violations->Add("Idempotency-Key", key, "a UUID");
  } else if (!key.empty() && !given.empty() && key != given) {
    violations->Add("Idempotency-Key", key, "nothing, or the request_id of the body");
  } else if (given.empty()) {
    message->GetReflection()->SetString(message, field, key.empty() ? new_id : key);
  }
}

void RequireMask(const Route& route, const Message& message, Violations* violations) {
  if (route.http_method != "PATCH") return;
  const FieldDescriptor* mask = message.GetDescriptor()->FindFieldByName("update_mask");
  if (mask == nullptr || mask->message_type() == nullptr || mask->is_repeated()) return;
  if (message.GetReflection()->HasField(message, mask)) return;
  violations->Add("update_mask", "",
                  "the query parameter updateMask with the fields to change, such as "
                  "updateMask=displayName");
}

absl::Status ReadBody(const Route& route, const HttpRequest& request, Message* message,
                      Violations* violations) {
  if (!route.has_body()) return request.body.empty() ? absl::OkStatus() : UnexpectedBody();
  RETURN_IF_ERROR(CheckJsonType(request));
  if (route.whole_body) {
    if (request.body.empty()) return absl::OkStatus();
    return Collect("", ParseJson(request.body, message), violations);
  }
  if (request.body.empty()) {
    violations->Add(route.body->name(), "", "the request body");
    return absl::OkStatus();
  }
  return Collect("", ParseJsonField(request.body, *route.body, message), violations);
}

absl::Status ReadQuery(const RouteMatch& match, const HttpRequest& request, Message* message,
                       Violations* violations) {
  ASSIGN_OR_RETURN(const QueryParameters parameters, ParseQuery(request.query));
  if (!match.route->whole_body) {
    BindQuery(parameters, *match.route, nullptr, message, violations);
    return absl::OkStatus();
  }
  for (const auto& [name, value] : parameters) {
    violations->Add(name, value, "no query parameters here: the arguments are in the body");
  }
  return absl::OkStatus();
}

absl::StatusOr<std::vector<std::string>> UnaryMessage(const RouteMatch& match,
                                                      const HttpRequest& request,
                                                      const std::string& new_id) {
  auto message = NewRequest(*match.route);
  Violations violations;
  RETURN_IF_ERROR(ReadBody(*match.route, request, message.get(), &violations));
  BindPath(match, message.get(), &violations);
  RETURN_IF_ERROR(ReadQuery(match, request, message.get(), &violations));
  RequireMask(*match.route, *message, &violations);
  FillRequestId(request, new_id, message.get(), &violations);
  RETURN_IF_ERROR(violations.ToStatus());
  return std::vector<std::string>{message->SerializeAsString()};
}

// The message that a request id belongs to: the upload's config where there is one.
Message* ConfigOf(const UploadShape& shape, Message* message) {
  if (shape.config == nullptr) return message;
  const auto* reflection = message->GetReflection();
  return reflection->HasField(*message, shape.config)
             ? reflection->MutableMessage(message, shape.config)
             : nullptr;
}

absl::StatusOr<std::vector<std::string>> NdjsonMessages(const RouteMatch& match,
                                                        const HttpRequest& request,
                                                        const std::string& new_id) {
  const UploadShape shape = UploadShapeOf(*match.route->method->input_type());
  std::vector<std::string> messages;
  Violations violations;
  RETURN_IF_ERROR(ReadQuery(match, request, nullptr, &violations));
  for (absl::string_view line : Lines(request.body)) {
    const std::string prefix = absl::StrCat("messages[", messages.size(), "].");
    auto message = NewRequest(*match.route);
    absl::Status parsed = Collect(prefix, ParseJson(line, message.get()), &violations);
    if (!parsed.ok()) {
      const absl::string_view what = absl::StripPrefix(parsed.message(), kMalformedJsonPrefix);
      return MalformedJson(absl::StrCat("message ", messages.size() + 1, ": ", what));
    }
    Violations own;
    BindPath(match, message.get(), &own);
    Message* config = ConfigOf(shape, message.get());
    if (config != nullptr) FillRequestId(request, new_id, config, &own);
    violations.Merge(prefix, own.ToStatus());
    messages.push_back(message->SerializeAsString());
  }
  RETURN_IF_ERROR(violations.ToStatus());
  return messages;
}

// How large the data is, where the config asks: a file that arrives whole here may still be cut off
// on its way to the service.
void FillSize(size_t bytes, Message* config) {
  const FieldDescriptor* field = config->GetDescriptor()->FindFieldByName("size_bytes");
  if (field == nullptr || field->is_repeated()) return;
  if (field->cpp_type() != FieldDescriptor::CPPTYPE_INT64) return;
  const auto* reflection = config->GetReflection();
  if (reflection->GetInt64(*config, field) != 0) return;
  reflection->SetInt64(config, field, static_cast<int64_t>(bytes));
}

absl::StatusOr<std::vector<std::string>> DataMessages(const RouteMatch& match,
                                                      const HttpRequest& request,
                                                      const UploadShape& shape,
                                                      const std::string& new_id) {
  auto first = NewRequest(*match.route);
  Message* config = first->GetReflection()->MutableMessage(first.get(), shape.config);
  Violations violations;
  BindPath(match, first.get(), &violations);
  ASSIGN_OR_RETURN(const QueryParameters parameters, ParseQuery(request.query));
  BindQuery(parameters, *match.route, shape.config, first.get(), &violations);
  FillRequestId(request, new_id, config, &violations);
  FillSize(request.body.size(), config);
  RETURN_IF_ERROR(violations.ToStatus());
  std::vector<std::string> messages = {first->SerializeAsString()};
  for (std::string& chunk : Chunks(request.body, shape)) messages.push_back(std::move(chunk));
  return messages;
}

absl::StatusOr<std::vector<std::string>> StreamMessages(const RouteMatch& match,
                                                        const HttpRequest& request,
                                                        const std::string& new_id) {
  RETURN_IF_ERROR(CheckEncoding(request));
  // The encoding of a file's text is for the service to find out, so any charset will do.
  const std::vector<std::string> parts = absl::StrSplit(request.Header("Content-Type"), ';');
  const std::string type = absl::AsciiStrToLower(absl::StripAsciiWhitespace(parts[0]));
  const UploadShape shape = UploadShapeOf(*match.route->method->input_type());
  if (type == "application/x-ndjson") return NdjsonMessages(match, request, new_id);
  if (shape.config == nullptr) {
    return UnsupportedMediaType(request.Header("Content-Type"), "application/x-ndjson");
  }
  if (type == "text/csv" || type == "application/octet-stream") {
    return DataMessages(match, request, shape, new_id);
  }
  return UnsupportedMediaType(request.Header("Content-Type"),
                              "text/csv, application/octet-stream or application/x-ndjson");
}

}  // namespace

absl::StatusOr<std::vector<std::string>> ToMessages(const RouteMatch& match,
                                                    const HttpRequest& request,
                                                    const std::string& new_id) {
  return match.route->method->client_streaming() ? StreamMessages(match, request, new_id)
                                                 : UnaryMessage(match, request, new_id);
}

absl::StatusOr<std::string> ToJson(const Route& route, const std::string& reply) {
  if (route.response_body != nullptr) return PrintJsonField(*route.response_body, reply);
  return PrintJson(*route.method->output_type(), reply);
}

}  // namespace pcsp::rest

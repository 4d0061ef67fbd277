#include "common/base/error.h"

#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/cord.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "nlohmann/json.hpp"

namespace pcsp {
namespace {

using nlohmann::json;

constexpr absl::string_view kPayloadUrl = "pcsp.dev/ErrorDetail";
constexpr size_t kGivenLimit = 80;

// Cuts at a character boundary: a byte of a longer UTF-8 sequence has the form 10xxxxxx.
std::string Shortened(absl::string_view text) {
  if (text.size() <= kGivenLimit) return std::string(text);
  size_t end = kGivenLimit;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  return absl::StrCat(text.substr(0, end), "...");
}

std::string UpperSnake(absl::string_view type) {
  return absl::AsciiStrToUpper(absl::StrReplaceAll(type, {{" ", "_"}, {"-", "_"}}));
}

}  // namespace

absl::Status MakeError(absl::StatusCode code, absl::string_view message,
                       const ErrorDetail& detail) {
  json encoded = {{"reason", detail.reason}, {"metadata", detail.metadata}};
  for (const Violation& v : detail.violations) {
    encoded["violations"].push_back({v.field, v.given, v.expected});
  }
  if (detail.resource) encoded["resource"] = {detail.resource->type, detail.resource->name};
  if (detail.precondition) encoded["precondition"] = *detail.precondition;
  if (detail.retry_after) encoded["retry_ms"] = absl::ToInt64Milliseconds(*detail.retry_after);
  absl::Status status(code, message);
  status.SetPayload(kPayloadUrl,
                    absl::Cord(encoded.dump(-1, ' ', false, json::error_handler_t::replace)));
  return status;
}

std::optional<ErrorDetail> ErrorDetailOf(const absl::Status& status) {
  const auto payload = status.GetPayload(kPayloadUrl);
  if (!payload) return std::nullopt;
  const json encoded = json::parse(std::string(*payload), nullptr, /*allow_exceptions=*/false);
  if (encoded.is_discarded()) return std::nullopt;
  ErrorDetail detail;
  detail.reason = encoded.value("reason", "");
  detail.metadata = encoded["metadata"].get<std::map<std::string, std::string>>();
  for (const json& v : encoded.value("violations", json::array())) {
    detail.violations.push_back({v[0], v[1], v[2]});
  }
  if (encoded.contains("resource")) {
    detail.resource = ResourceRef{encoded["resource"][0], encoded["resource"][1]};
  }
  if (encoded.contains("precondition")) detail.precondition = encoded["precondition"];
  if (encoded.contains("retry_ms")) {
    detail.retry_after = absl::Milliseconds(encoded["retry_ms"].get<int64_t>());
  }
  return detail;
}

void Violations::Add(std::string field, absl::string_view given, absl::string_view expected) {
  violations_.push_back({std::move(field), Shortened(given), std::string(expected)});
}

void Violations::Merge(absl::string_view prefix, const absl::Status& status) {
  if (status.ok()) return;
  const auto detail = ErrorDetailOf(status);
  if (!detail || detail->violations.empty()) {
    Add(std::string(prefix), "", status.message());
    return;
  }
  for (const Violation& v : detail->violations) {
    violations_.push_back({absl::StrCat(prefix, v.field), v.given, v.expected});
  }
}

absl::Status Violations::ToStatus(absl::string_view reason) const {
  if (violations_.empty()) return absl::OkStatus();
  const Violation& first = violations_.front();
  std::string message = absl::StrCat(first.field, ": expected ", first.expected);
  if (!first.given.empty()) absl::StrAppend(&message, ", given \"", first.given, "\"");
  if (violations_.size() > 1) absl::StrAppend(&message, " (and ", violations_.size() - 1, " more)");
  return MakeError(absl::StatusCode::kInvalidArgument, message,
                   {.reason = std::string(reason), .violations = violations_});
}

absl::Status InvalidField(absl::string_view field, absl::string_view given,
                          absl::string_view expected) {
  Violations violations;
  violations.Add(std::string(field), given, expected);
  return violations.ToStatus();
}

absl::Status ResourceNotFound(absl::string_view type, absl::string_view name) {
  return MakeError(absl::StatusCode::kNotFound,
                   absl::StrCat("There is no ", type, " called ", name, "."),
                   {.reason = absl::StrCat(UpperSnake(type), "_NOT_FOUND"),
                    .resource = ResourceRef{std::string(type), std::string(name)}});
}

absl::Status ResourceExists(absl::string_view type, absl::string_view name) {
  return MakeError(absl::StatusCode::kAlreadyExists,
                   absl::StrCat("There is already a ", type, " called ", name, "."),
                   {.reason = absl::StrCat(UpperSnake(type), "_EXISTS"),
                    .resource = ResourceRef{std::string(type), std::string(name)}});
}

absl::Status EtagMismatch(absl::string_view type, absl::string_view name, absl::string_view given,
                          absl::string_view current) {
  return MakeError(
      absl::StatusCode::kAborted,
      absl::StrCat("The ", type, " ", name, " has changed since it was read: etag ", given,
                   " was given, it is now ", current, ". Read it again and repeat the change."),
      {.reason = "ETAG_MISMATCH",
       .metadata = {{"given_etag", std::string(given)}, {"current_etag", std::string(current)}},
       .resource = ResourceRef{std::string(type), std::string(name)}});
}

absl::Status RequestIdReused(absl::string_view request_id) {
  Violations violations;
  violations.Add("request_id", request_id,
                 "a new id for a new request; this one was used with another body");
  return violations.ToStatus("REQUEST_ID_REUSED");
}

absl::Status ReplyErased(absl::string_view request_id) {
  return MakeError(absl::StatusCode::kFailedPrecondition,
                   absl::StrCat("The request ", request_id,
                                " was carried out; what was replied is gone, because the person "
                                "whom it told of has been erased."),
                   {.reason = "REPLY_ERASED", .precondition = "a new request"});
}

absl::Status StateForbids(absl::string_view reason, absl::string_view type, absl::string_view name,
                          absl::string_view message, absl::string_view allowed) {
  return MakeError(absl::StatusCode::kFailedPrecondition, message,
                   {.reason = std::string(reason),
                    .resource = ResourceRef{std::string(type), std::string(name)},
                    .precondition = std::string(allowed)});
}

}  // namespace pcsp

#include "common/storage/sql_errors.h"

#include <optional>
#include <string>

#include "absl/strings/str_cat.h"
#include "common/base/error.h"

namespace pcsp::sql {
namespace {

absl::Status Transient(absl::StatusCode code, absl::string_view reason, absl::string_view message) {
  return MakeError(code, message, {.reason = std::string(reason), .retry_after = absl::Seconds(1)});
}

}  // namespace

absl::Status StorageUnavailable() {
  return Transient(absl::StatusCode::kUnavailable, "STORAGE_UNAVAILABLE",
                   "The database cannot be reached; nothing was changed.");
}

absl::Status StorageOutcomeUnknown() {
  return Transient(absl::StatusCode::kUnavailable, "STORAGE_OUTCOME_UNKNOWN",
                   "The connection to the database broke while the change was being stored. "
                   "Repeat the call with the same request id.");
}

absl::Status StorageFull() {
  return Transient(absl::StatusCode::kResourceExhausted, "STORAGE_FULL",
                   "The database has no room left; nothing was changed.");
}

absl::Status StorageBusy() {
  return Transient(absl::StatusCode::kResourceExhausted, "STORAGE_BUSY",
                   "Every connection to the database is in use; nothing was changed.");
}

absl::Status StorageContention() {
  return Transient(absl::StatusCode::kAborted, "STORAGE_CONTENTION",
                   "Other changes to the same data kept getting in first; nothing was changed.");
}

absl::Status StorageTimeout() {
  return MakeError(absl::StatusCode::kDeadlineExceeded,
                   "The database took too long to answer; nothing was changed.",
                   {.reason = "STORAGE_TIMEOUT"});
}

absl::Status StorageDenied() {
  return MakeError(absl::StatusCode::kFailedPrecondition,
                   "The database does not let this program's role do that; nothing was changed.",
                   {.reason = "STORAGE_DENIED",
                    .precondition = "a role with the rights, or a file that can be written to: the "
                                    "owner's to migrate, the service's to serve"});
}

absl::Status StorageCorrupt() {
  return MakeError(absl::StatusCode::kDataLoss, "The database is damaged; restore it.",
                   {.reason = "STORAGE_CORRUPT"});
}

absl::Status StorageFault() {
  return MakeError(absl::StatusCode::kInternal, "The database refused a statement of the program.",
                   {.reason = "STORAGE_FAULT"});
}

absl::Status StorageDuplicate() {
  return MakeError(absl::StatusCode::kAlreadyExists, "This already exists.",
                   {.reason = "STORAGE_DUPLICATE"});
}

bool IsDuplicate(const absl::Status& status) {
  const std::optional<ErrorDetail> detail = ErrorDetailOf(status);
  return detail && detail->reason == "STORAGE_DUPLICATE";
}

absl::Status StorageUnsafe(absl::string_view setting, absl::string_view value,
                           absl::string_view allowed) {
  return MakeError(
      absl::StatusCode::kFailedPrecondition,
      absl::StrCat("The database is set to ", setting, "=", value,
                   ", which loses acknowledged changes in a power cut; set it to ", allowed, "."),
      {.reason = "STORAGE_UNSAFE",
       .metadata = {{"setting", std::string(setting)}, {"value", std::string(value)}},
       .precondition = absl::StrCat(setting, "=", allowed)});
}

absl::Status InvalidStorageUrl(absl::string_view expected) {
  return MakeError(absl::StatusCode::kInvalidArgument,
                   absl::StrCat("The storage URL is not valid: expected ", expected, "."),
                   {.reason = "INVALID_STORAGE_URL"});
}

}  // namespace pcsp::sql

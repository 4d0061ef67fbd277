// Errors that a client can see: a code, a reason, a message, and what is needed to mend the call.
//
// Inside the program an error is an absl::Status. What the status alone cannot say (the reason,
// the fields at fault) rides along as a payload that ErrorDetailOf() reads back; common/rpc turns
// it into google.rpc.Status in one place. Each service names its own errors in a function of its
// own, for example OrganisationNotFound(name); the functions below serve all of them.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"

namespace pcsp {

// One thing that is wrong with one field of a request, a file or a flag.
struct Violation {
  std::string field;     // a path such as `wave.min_group_size` or `organisations[3].code`
  std::string given;     // what was given, shortened to 80 characters; may be empty
  std::string expected;  // what would have been accepted, in words

  bool operator==(const Violation&) const = default;
};

// The resource that an error is about.
struct ResourceRef {
  std::string type;  // "organisation"
  std::string name;  // "programmes/p/organisations/a81044"

  bool operator==(const ResourceRef&) const = default;
};

struct ErrorDetail {
  std::string reason;                           // UPPER_SNAKE, at most 63 characters, stable
  std::map<std::string, std::string> metadata;  // for programs; never free text or secrets
  std::vector<Violation> violations;            // all of them, not the first
  std::optional<ResourceRef> resource;
  std::optional<std::string> precondition;  // what state would allow the call, in words
  std::optional<absl::Duration> retry_after;

  bool operator==(const ErrorDetail&) const = default;
};

// A status of `code` that carries `detail`. `message` is one sentence for a person.
absl::Status MakeError(absl::StatusCode code, absl::string_view message, const ErrorDetail& detail);

// The detail that MakeError() attached; nothing for a status made in any other way.
std::optional<ErrorDetail> ErrorDetailOf(const absl::Status& status);

// Collects everything that is wrong with a request, to be reported at once.
class Violations {
 public:
  void Add(std::string field, absl::string_view given, absl::string_view expected);
  // Adds the violations that `status` carries, each field prefixed with `prefix` ("wave.").
  void Merge(absl::string_view prefix, const absl::Status& status);
  bool empty() const { return violations_.empty(); }
  const std::vector<Violation>& list() const { return violations_; }
  // OK when empty; otherwise INVALID_ARGUMENT with `reason`.
  absl::Status ToStatus(absl::string_view reason = "INVALID_FIELDS") const;

 private:
  std::vector<Violation> violations_;
};

// INVALID_ARGUMENT, INVALID_FIELDS: one field is at fault.
absl::Status InvalidField(absl::string_view field, absl::string_view given,
                          absl::string_view expected);

// NOT_FOUND, `<TYPE>_NOT_FOUND`: there is no `type` called `name`.
absl::Status ResourceNotFound(absl::string_view type, absl::string_view name);

// ALREADY_EXISTS, `<TYPE>_EXISTS`.
absl::Status ResourceExists(absl::string_view type, absl::string_view name);

// ABORTED, ETAG_MISMATCH: the resource has changed since the caller read it.
absl::Status EtagMismatch(absl::string_view type, absl::string_view name, absl::string_view given,
                          absl::string_view current);

// INVALID_ARGUMENT, REQUEST_ID_REUSED: the same request_id came with another body.
absl::Status RequestIdReused(absl::string_view request_id);

// FAILED_PRECONDITION, REPLY_ERASED: the call had its effect, but what was replied is gone, because
// the person whom it told of has been erased.
absl::Status ReplyErased(absl::string_view request_id);

// FAILED_PRECONDITION with `reason`: the state of a resource forbids the call. `allowed` says
// which state or step would allow it.
absl::Status StateForbids(absl::string_view reason, absl::string_view type, absl::string_view name,
                          absl::string_view message, absl::string_view allowed);

}  // namespace pcsp

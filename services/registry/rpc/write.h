// How every method that changes something goes to the store.
#pragma once

#include <string>
#include <utility>

#include "absl/functional/function_ref.h"
#include "absl/status/statusor.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "common/base/ids.h"
#include "common/base/status_macros.h"
#include "services/registry/store/store.h"

namespace pcsp::registry {

// The key under which the reply to `request` is remembered. Two requests are the same if all but
// their request_id is.
template <typename Request>
sql::RequestKey KeyOf(absl::string_view method, Request request) {
  sql::RequestKey key;
  key.method = absl::StrCat("registry.", method);
  key.request_id = absl::AsciiStrToLower(request.request_id());
  request.clear_request_id();
  if (!key.request_id.empty()) key.payload_hash = Sha256Hex(request.SerializeAsString());
  return key;
}

// The name of what was changed, where the reply is a resource; "" for a report.
template <typename Reply>
std::string ResourceOf(const Reply& reply) {
  if constexpr (requires { reply.name(); }) return reply.name();
  return "";
}

// Runs `body` in a transaction and returns what it returns, or the reply remembered under the
// change's key.
template <typename Reply>
absl::StatusOr<Reply> Write(Store& store, const Change& change,
                            absl::FunctionRef<absl::StatusOr<Reply>(Writer&)> body) {
  ASSIGN_OR_RETURN(const std::string bytes,
                   store.Write(change, [&](Writer& writer) -> absl::StatusOr<std::string> {
                     ASSIGN_OR_RETURN(const Reply reply, body(writer));
                     if (std::string name = ResourceOf(reply); !name.empty()) {
                       writer.Concerns(std::move(name));
                     }
                     return reply.SerializeAsString();
                   }));
  Reply reply;
  if (!reply.ParseFromString(bytes)) return absl::InternalError("a stored reply is not readable");
  return reply;
}

}  // namespace pcsp::registry

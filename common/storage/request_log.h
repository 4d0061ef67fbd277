// Idempotency: a mutating call that is repeated with its request id has its effect once and gets
// the stored reply. Everything here runs inside the transaction that makes the effect.
//
//   return db.Transact([&](soci::session& s) -> absl::StatusOr<std::string> {
//     return sql::Once(s, key, now, [&] { return CreateAndSerialise(s, ...); });
//   });
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "soci/session.h"

namespace pcsp::sql {

// For how long a reply is kept at least.
inline constexpr absl::Duration kRequestLifetime = absl::Hours(24);

struct RequestKey {
  std::string principal;     // who calls; "" until there is sign-in
  std::string method;        // "registry.CreateProgramme"
  std::string request_id;    // a UUID in lower case; "" for a call without one, which is not logged
  std::string payload_hash;  // Sha256Hex() of the request without its request_id
  std::string subject;       // name of the person whom the reply tells of; "" for nobody
};

// The bytes stored for `key`; nothing if the call is new. INVALID_ARGUMENT, REQUEST_ID_REUSED if
// the id came with another payload. FAILED_PRECONDITION, REPLY_ERASED after ForgetReplies().
absl::StatusOr<std::optional<std::string>> FindReply(soci::session& session, const RequestKey& key);
void StoreReply(soci::session& session, const RequestKey& key, absl::Time now,
                absl::string_view reply);

// FindReply(), or else `effect` and StoreReply(). An effect that fails is not stored. `key.subject`
// is looked at after the effect, which may be what finds it out.
absl::StatusOr<std::string> Once(soci::session& session, const RequestKey& key, absl::Time now,
                                 absl::FunctionRef<absl::StatusOr<std::string>()> effect);

// A reply about somebody that is remembered.
struct RememberedReply {
  std::string method;
  absl::Time time;

  bool operator==(const RememberedReply&) const = default;
};

// The oldest first.
std::vector<RememberedReply> RepliesAbout(soci::session& session, const std::string& subject);

// Forgets what was replied about `subject`, and the hashes of what was asked, from which somebody
// who guesses could learn it. That the calls were made is still known: they are not made again.
void ForgetReplies(soci::session& session, const std::string& subject);

// For calls whose author must stay unknown: stores a hash of method and id and the day, nothing
// of the payload or the reply. True if it was new; false if the call has had its effect already.
bool ClaimAnonymously(soci::session& session, absl::string_view method,
                      absl::string_view request_id, absl::Time now);

// Forgets what is older than kRequestLifetime.
void PurgeRequests(soci::session& session, absl::Time now);

}  // namespace pcsp::sql

#include "common/storage/request_log.h"

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "common/base/error.h"
#include "common/base/ids.h"
#include "common/base/status_macros.h"
#include "soci/soci.h"

namespace pcsp::sql {
namespace {

int Day(absl::Time time) { return static_cast<int>(absl::ToUnixSeconds(time) / 86'400); }

}  // namespace

absl::StatusOr<std::optional<std::string>> FindReply(soci::session& session,
                                                     const RequestKey& key) {
  if (key.request_id.empty()) return std::nullopt;
  std::string hash, encoded;
  session << "select payload_hash, reply from request_log where principal = :principal "
             "and method = :method and request_id = :request_id",
      soci::use(key.principal), soci::use(key.method), soci::use(key.request_id), soci::into(hash),
      soci::into(encoded);
  if (!session.got_data()) return std::nullopt;
  if (hash.empty()) return ReplyErased(key.request_id);
  if (hash != key.payload_hash) return RequestIdReused(key.request_id);
  std::string reply;
  if (!absl::Base64Unescape(encoded, &reply)) return absl::DataLossError("stored reply");
  return reply;
}

// Base64, because the engines agree on text and on little else.
void StoreReply(soci::session& session, const RequestKey& key, absl::Time now,
                absl::string_view reply) {
  if (key.request_id.empty()) return;
  const std::string encoded = absl::Base64Escape(reply);
  const int64_t millis = absl::ToUnixMillis(now);
  session << "insert into request_log (principal, method, request_id, payload_hash, reply, "
             "create_time, subject) values (:principal, :method, :request_id, :hash, :reply, :now, "
             ":subject)",
      soci::use(key.principal), soci::use(key.method), soci::use(key.request_id),
      soci::use(key.payload_hash), soci::use(encoded), soci::use(millis), soci::use(key.subject);
}

absl::StatusOr<std::string> Once(soci::session& session, const RequestKey& key, absl::Time now,
                                 absl::FunctionRef<absl::StatusOr<std::string>()> effect) {
  ASSIGN_OR_RETURN(std::optional<std::string> stored, FindReply(session, key));
  if (stored) return *std::move(stored);
  ASSIGN_OR_RETURN(std::string reply, effect());
  StoreReply(session, key, now, reply);
  return reply;
}

std::vector<RememberedReply> RepliesAbout(soci::session& session, const std::string& subject) {
  std::vector<RememberedReply> replies;
  std::string method;
  int64_t millis = 0;
  soci::statement statement =
      (session.prepare << "select method, create_time from request_log where subject = :subject "
                          "and subject <> '' and payload_hash <> '' order by create_time, method",
       soci::use(subject), soci::into(method), soci::into(millis));
  statement.execute();
  while (statement.fetch()) replies.push_back({method, absl::FromUnixMillis(millis)});
  return replies;
}

void ForgetReplies(soci::session& session, const std::string& subject) {
  session << "update request_log set reply = '', payload_hash = '' where subject = :subject and "
             "subject <> ''",
      soci::use(subject);
}

bool ClaimAnonymously(soci::session& session, absl::string_view method,
                      absl::string_view request_id, absl::Time now) {
  const std::string hash = Sha256Hex(absl::StrCat(method, "\n", request_id));
  const int day = Day(now);
  int found = 0;
  session << "select count(*) from anonymous_request where id_hash = :hash", soci::use(hash),
      soci::into(found);
  if (found > 0) return false;
  session << "insert into anonymous_request (id_hash, create_day) values (:hash, :day)",
      soci::use(hash), soci::use(day);
  return true;
}

void PurgeRequests(soci::session& session, absl::Time now) {
  const int64_t oldest = absl::ToUnixMillis(now - kRequestLifetime);
  // A day is kept whole: its last calls are younger than its name.
  const int day = Day(now - kRequestLifetime);
  session << "delete from request_log where create_time < :oldest", soci::use(oldest);
  session << "delete from anonymous_request where create_day < :day", soci::use(day);
}

}  // namespace pcsp::sql

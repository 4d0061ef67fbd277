// The audit in SQL: written inside the transaction that makes the change, so that there is never
// one without the other.
//
//   return db.Transact([&](soci::session& s) -> absl::StatusOr<std::string> {
//     return sql::Once(s, key, now, [&]() -> absl::StatusOr<std::string> {
//       ... make the change ...
//       sql::AppendAudit(s, db.engine(), sql::AuditedChange(key, now, programme, name, reply));
//       return reply;
//     });
//   });
//
// A call that is checked only, refused, or repeated makes no line.
#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "common/base/audit/audit_log.h"
#include "common/storage/request_log.h"
#include "common/storage/sql.h"

namespace pcsp::sql {

// What a line says, but for its place in the chain. Ids alone: never a name of a person, free text
// or anything of an answer. `content` is hashed with a salt and not kept.
struct AuditedChange {
  AuditedChange(const RequestKey& key, absl::Time time, std::string programme, std::string resource,
                absl::string_view content)
      : key(key),
        time(time),
        programme(std::move(programme)),
        resource(std::move(resource)),
        content(content) {}

  RequestKey key;  // of the call: who, which method, which request id
  absl::Time time;
  std::string programme;      // id
  std::string resource;       // full name of what was changed
  absl::string_view content;  // what the call answers; must outlive this
};

// Appends a line to the programme's chain. Takes hold of the end of the chain, so writers of one
// programme pass here one after another; on PostgreSQL they had better stand in one queue for that
// (sql.h). Throws soci_error, as the body of a transaction may.
void AppendAudit(soci::session& session, Engine engine, const AuditedChange& change);

// Forgets the salts of every line about `resource`, so that the hashes of what was once answered
// can be checked by nobody any more: a part of erasing a person. The chain stays whole.
void ForgetContent(soci::session& session, absl::string_view programme, absl::string_view resource);

// The chains of one service. Thread-safe.
class SqlAuditLog final : public audit::AuditLog {
 public:
  // `database` must outlive it.
  explicit SqlAuditLog(Database* database) : database_(database) {}

  absl::StatusOr<std::vector<audit::Entry>> List(absl::string_view programme, int64_t sequence,
                                                 int limit) const override;
  absl::StatusOr<audit::ChainEnd> End(absl::string_view programme) const override;

 private:
  Database* const database_;
};

}  // namespace pcsp::sql

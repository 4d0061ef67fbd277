#include "common/storage/audit/audit_table.h"

#include <cstdint>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/base/failpoint.h"
#include "common/base/ids.h"
#include "soci/soci.h"

namespace pcsp::sql {
namespace {

using soci::into;
using soci::use;

// The end of the chain, held until the transaction ends. SQLite has one writer, which holds all.
audit::ChainEnd Hold(soci::session& session, Engine engine, const std::string& programme) {
  const std::string find =
      absl::StrCat("select sequence, hash from audit_head where programme = :programme",
                   engine == Engine::kPostgresql ? " for update" : "");
  audit::ChainEnd end;
  long long sequence = 0;
  session << find, use(programme), into(sequence), into(end.hash);
  if (!session.got_data()) {
    // Two that begin a chain at once contend like two that continue one.
    session << "insert into audit_head (programme, sequence, hash) values (:programme, 0, '') "
               "on conflict do nothing",
        use(programme);
    return {};
  }
  end.sequence = sequence;
  return end;
}

audit::Entry EntryOf(const AuditedChange& change, const audit::ChainEnd& end) {
  audit::Entry entry;
  entry.programme = change.programme;
  entry.sequence = end.sequence + 1;
  entry.time = absl::FromUnixMicros(absl::ToUnixMicros(change.time));
  entry.method = change.key.method;
  entry.resource = change.resource;
  if (!change.key.request_id.empty()) entry.request_hash = Sha256Hex(change.key.request_id);
  entry.actor = change.key.principal;
  entry.salt = absl::StrCat(absl::Hex(RandomBits(), absl::kZeroPad16),
                            absl::Hex(RandomBits(), absl::kZeroPad16));
  entry.content_hash = audit::ContentHash(entry.salt, change.content);
  entry.previous_hash = end.hash;
  entry.hash = audit::HashOf(entry);
  return entry;
}

void Insert(soci::session& session, const audit::Entry& e) {
  const int64_t micros = absl::ToUnixMicros(e.time);
  session << "insert into audit_entry (programme, sequence, time, method, resource, request_hash, "
             "actor, content_hash, previous_hash, hash, salt) values (:programme, :sequence, "
             ":time, :method, :resource, :request_hash, :actor, :content_hash, :previous_hash, "
             ":hash, :salt)",
      use(e.programme), use(e.sequence), use(micros), use(e.method), use(e.resource),
      use(e.request_hash), use(e.actor), use(e.content_hash), use(e.previous_hash), use(e.hash),
      use(e.salt);
}

}  // namespace

void AppendAudit(soci::session& session, Engine engine, const AuditedChange& change) {
  Failpoint("audit.before_append");
  const audit::Entry entry = EntryOf(change, Hold(session, engine, change.programme));
  Insert(session, entry);
  session << "update audit_head set sequence = :sequence, hash = :hash where programme = "
             ":programme",
      use(entry.sequence), use(entry.hash), use(entry.programme);
  Failpoint("audit.after_append");
}

void ForgetContent(soci::session& session, absl::string_view programme,
                   absl::string_view resource) {
  const std::string in(programme), about(resource);
  session << "update audit_entry set salt = '' where programme = :programme and resource = "
             ":resource and salt <> ''",
      use(in), use(about);
}

absl::StatusOr<std::vector<audit::Entry>> SqlAuditLog::List(absl::string_view programme,
                                                            int64_t sequence, int limit) const {
  using Entries = std::vector<audit::Entry>;
  const std::string in(programme);
  return database_->Read([&](soci::session& session) -> absl::StatusOr<Entries> {
    Entries entries;
    audit::Entry e;
    long long number = 0, micros = 0;
    soci::statement rows =
        (session.prepare << "select programme, sequence, time, method, resource, request_hash, "
                            "actor, content_hash, previous_hash, hash, salt from audit_entry "
                            "where programme = :programme and sequence > :sequence "
                            "order by sequence limit :limit",
         use(in), use(sequence), use(limit), into(e.programme), into(number), into(micros),
         into(e.method), into(e.resource), into(e.request_hash), into(e.actor),
         into(e.content_hash), into(e.previous_hash), into(e.hash), into(e.salt));
    rows.execute();
    while (rows.fetch()) {
      e.sequence = number;
      e.time = absl::FromUnixMicros(micros);
      entries.push_back(e);
    }
    return entries;
  });
}

absl::StatusOr<audit::ChainEnd> SqlAuditLog::End(absl::string_view programme) const {
  const std::string in(programme);
  return database_->Read([&](soci::session& session) -> absl::StatusOr<audit::ChainEnd> {
    audit::ChainEnd end;
    long long sequence = 0;
    session << "select sequence, hash from audit_head where programme = :programme", use(in),
        into(sequence), into(end.hash);
    end.sequence = sequence;
    return end;
  });
}

}  // namespace pcsp::sql

#include "services/registry/store/sql_store.h"

#include <optional>

#include "common/base/status_macros.h"
#include "common/storage/audit/audit_table.h"
#include "common/storage/sql_errors.h"
#include "services/registry/store/schema_files.h"
#include "services/registry/store/sql_reader.h"
#include "services/registry/store/sql_writer.h"

namespace pcsp::registry {
namespace {

// All changes queue, since a change says only as it goes along which programme it is to. They are
// few, and on SQLite they queue anyway.
constexpr char kQueue[] = "changes";

}  // namespace

absl::Status SqlStore::Migrate(sql::Database& database, absl::Time now, sql::AtStart at_start) {
  return sql::PrepareSchema(database, SchemaFiles(), at_start, now);
}

absl::Status SqlStore::Read(absl::FunctionRef<absl::Status(Reader&)> body) {
  return database_->Read([&](soci::session& session) -> absl::Status {
    SqlReader reader(session);
    return body(reader);
  });
}

absl::StatusOr<std::shared_ptr<const Snapshot>> SqlStore::SnapshotOf(absl::string_view programme) {
  std::shared_ptr<const Snapshot> snapshot;
  RETURN_IF_ERROR(Read([&](Reader& reader) -> absl::Status {
    ASSIGN_OR_RETURN(const Programme now, reader.GetProgramme(programme));
    snapshot = snapshots_.Find(programme, now.content_revision);
    if (snapshot == nullptr) {
      snapshot =
          std::make_shared<const Snapshot>(now.content_revision, reader.LoadGraph(programme));
    }
    return absl::OkStatus();
  }));
  snapshots_.Keep(programme, snapshot);
  return snapshot;
}

// Two that create the same thing at once may both find that it is not there. The second to commit
// runs into a unique key; run again, it finds what the first one made and says so by name.
absl::StatusOr<std::string> SqlStore::Write(
    const Change& change, absl::FunctionRef<absl::StatusOr<std::string>(Writer&)> body) {
  absl::StatusOr<std::string> reply = WriteOnce(change, body);
  if (sql::IsDuplicate(reply.status())) reply = WriteOnce(change, body);
  return reply;
}

// A change that came to nothing, such as an import of what is known, has no line.
void SqlStore::Audit(soci::session& session, const Change& change, const SqlWriter& writer,
                     const std::string& reply) {
  if (writer.changed().empty()) return;
  sql::AppendAudit(session, database_->engine(),
                   {change.key, change.now, writer.changed(), writer.resource(), reply});
}

absl::StatusOr<std::string> SqlStore::WriteOnce(
    const Change& change, absl::FunctionRef<absl::StatusOr<std::string>(Writer&)> body) {
  // A check is a change that succeeds and is then rolled back by an error of no further meaning.
  std::optional<std::string> checked;
  std::string touched;
  const auto write = [&](soci::session& session) -> absl::StatusOr<std::string> {
    SqlWriter writer(session, database_->engine());
    if (!change.validate_only) {
      sql::RequestKey key = change.key;
      return sql::Once(session, key, change.now, [&]() -> absl::StatusOr<std::string> {
        ASSIGN_OR_RETURN(std::string made, body(writer));
        key.subject = writer.told_of();
        Audit(session, change, writer, made);
        touched = writer.changed();
        return made;
      });
    }
    absl::StatusOr<std::string> result = body(writer);
    if (!result.ok()) return result;
    checked = *std::move(result);
    return absl::CancelledError("only a check");
  };
  absl::StatusOr<std::string> reply = database_->Transact(write, kQueue);
  if (changed_ && !touched.empty()) changed_(touched);
  if (checked && absl::IsCancelled(reply.status())) return *std::move(checked);
  return reply;
}

}  // namespace pcsp::registry

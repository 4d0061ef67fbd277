#include "common/storage/records/sql_records.h"

#include <optional>
#include <utility>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "common/base/status_macros.h"
#include "common/storage/audit/audit_table.h"
#include "common/storage/batch.h"
#include "common/storage/records/select.h"
#include "common/storage/records/statement.h"
#include "common/storage/sql_errors.h"

namespace pcsp::sql {
namespace {

// Reader and writer read alike.
template <typename Interface>
class SqlReading : public Interface {
 public:
  explicit SqlReading(soci::session& session) : session_(session) {}

 protected:
  soci::session& session_;

 private:
  std::vector<Cells> Select(const Table& table, const Query& query) override {
    const Statement rest = RestOf(session_, table, query);
    return sql::Select(
        session_, absl::StrCat("select ", table.ColumnList(), " from ", table.name, " ", rest.sql),
        table.columns.size(), rest.parameters);
  }

  int64_t CountOf(const Table& table, const std::vector<Condition>& where) override {
    const Statement rest = WhereOf(session_, where);
    const std::vector<Cells> found = sql::Select(
        session_, absl::StrCat("select cast(count(*) as text) from ", table.name, " ", rest.sql), 1,
        rest.parameters);
    int64_t count = 0;
    (void)absl::SimpleAtoi(found.front().front(), &count);
    return count;
  }
};

class SqlRecordWriter final : public SqlReading<RecordWriter> {
 public:
  SqlRecordWriter(soci::session& session, Engine engine) : SqlReading(session), engine_(engine) {}

  void Concerns(std::string resource) override { resource_ = std::move(resource); }
  void TellsOf(std::string subject) override { subject_ = std::move(subject); }
  void Forget(const std::string& programme, const std::string& resource) override {
    ForgetReplies(session_, resource);
    ForgetContent(session_, programme, resource);
  }

  const std::string& resource() const { return resource_; }
  const std::string& subject() const { return subject_; }

 private:
  void Write(const Table& table, const std::vector<Cells>& rows, Existing existing) override {
    std::vector<BatchColumn> columns;
    for (const auto& [name, type] : table.columns) columns.push_back({name, type, {}});
    for (const Cells& cells : rows) {
      for (size_t i = 0; i < columns.size(); ++i) columns[i].values.push_back(cells.at(i));
    }
    InsertRows(session_, engine_, table.name, columns,
               existing == Existing::kReplace ? table.Upsert() : "");
  }

  int64_t Delete(const Table& table, const std::vector<Condition>& where) override {
    const Statement rest = WhereOf(session_, where);
    return Execute(session_, absl::StrCat("delete from ", table.name, " ", rest.sql),
                   rest.parameters);
  }

  const Engine engine_;
  std::string resource_, subject_;
};

}  // namespace

absl::Status SqlRecordStore::Read(absl::FunctionRef<absl::Status(RecordReader&)> body) {
  return database_->Read([&](soci::session& session) -> absl::Status {
    SqlReading<RecordReader> reader(session);
    return body(reader);
  });
}

absl::StatusOr<std::string> SqlRecordStore::Write(
    const RecordChange& change,
    absl::FunctionRef<absl::StatusOr<std::string>(RecordWriter&)> body) {
  return WriteWith(change, [&](RecordWriter& writer, soci::session&) { return body(writer); });
}

// Two that create the same thing at once may both find that it is not there. The second to commit
// runs into a unique key; run again, it finds what the first one made and says so by name.
absl::StatusOr<std::string> SqlRecordStore::WriteWith(const RecordChange& change,
                                                      SessionBody body) {
  absl::StatusOr<std::string> reply = WriteOnce(change, body);
  if (IsDuplicate(reply.status())) reply = WriteOnce(change, body);
  return reply;
}

absl::StatusOr<std::string> SqlRecordStore::WriteOnce(const RecordChange& change,
                                                      SessionBody body) {
  // A check is a change that succeeds and is then rolled back by an error of no further meaning.
  std::optional<std::string> checked;
  const auto write = [&](soci::session& session) -> absl::StatusOr<std::string> {
    SqlRecordWriter writer(session, database_->engine());
    if (change.validate_only) {
      ASSIGN_OR_RETURN(checked, body(writer, session));
      return absl::CancelledError("only a check");
    }
    RequestKey key = change.key;
    return Once(session, key, change.now, [&]() -> absl::StatusOr<std::string> {
      ASSIGN_OR_RETURN(std::string reply, body(writer, session));
      key.subject = writer.subject();
      if (!writer.resource().empty()) {
        AppendAudit(session, database_->engine(),
                    {change.key, change.now, change.programme, writer.resource(), reply});
      }
      return reply;
    });
  };
  absl::StatusOr<std::string> reply = database_->Transact(write, change.programme);
  if (checked && absl::IsCancelled(reply.status())) return *std::move(checked);
  if (reply.ok() && changed_) changed_(change.programme);
  return reply;
}

}  // namespace pcsp::sql

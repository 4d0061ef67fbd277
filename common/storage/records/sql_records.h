// Records in a database.
#pragma once

#include <functional>
#include <string>
#include <utility>

#include "common/storage/records/records.h"
#include "common/storage/sql.h"
#include "soci/session.h"

namespace pcsp::sql {

class SqlRecordStore final : public RecordStore {
 public:
  // Told the programme of each change that was made; may be empty. Must not block.
  using Changed = std::function<void(const std::string& programme)>;

  // `database` has the tables, and must outlive this.
  explicit SqlRecordStore(Database* database, Changed changed = nullptr)
      : database_(database), changed_(std::move(changed)) {}

  absl::Status Read(absl::FunctionRef<absl::Status(RecordReader&)> body) override;
  absl::StatusOr<std::string> Write(
      const RecordChange& change,
      absl::FunctionRef<absl::StatusOr<std::string>(RecordWriter&)> body) override;

  // The same for a body that has SQL of its own to run in the transaction.
  using SessionBody = absl::FunctionRef<absl::StatusOr<std::string>(RecordWriter&, soci::session&)>;
  absl::StatusOr<std::string> WriteWith(const RecordChange& change, SessionBody body);

 private:
  absl::StatusOr<std::string> WriteOnce(const RecordChange& change, SessionBody body);

  Database* const database_;
  const Changed changed_;
};

}  // namespace pcsp::sql

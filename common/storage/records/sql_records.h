// Records in a database.
#pragma once

#include <string>

#include "common/storage/records/records.h"
#include "common/storage/sql.h"

namespace pcsp::sql {

class SqlRecordStore final : public RecordStore {
 public:
  // `database` has the tables, and must outlive this.
  explicit SqlRecordStore(Database* database) : database_(database) {}

  absl::Status Read(absl::FunctionRef<absl::Status(RecordReader&)> body) override;
  absl::StatusOr<std::string> Write(
      const RecordChange& change,
      absl::FunctionRef<absl::StatusOr<std::string>(RecordWriter&)> body) override;

 private:
  absl::StatusOr<std::string> WriteOnce(
      const RecordChange& change,
      absl::FunctionRef<absl::StatusOr<std::string>(RecordWriter&)> body);

  Database* const database_;
};

}  // namespace pcsp::sql

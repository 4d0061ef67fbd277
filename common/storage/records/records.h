// Nouns kept as rows: one table a noun, read by conditions, written with request id and audit.
//
// A noun is a struct, found by argument-dependent lookup through three functions of its namespace:
//   const sql::Table& TableOf(sql::Of<Course>);
//   Course FromCells(sql::Of<Course>, const sql::Cells&);
//   sql::Cells ToCells(const Course&);
// after which a body of RecordStore::Read() or Write() may say
//   std::vector<Course> courses = reader.List<Course>({.where = {sql::Is("programme",
//   programme)}}); writer.Put(course);
// Nothing here is SQL: those who call see tables' columns and no session.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "absl/types/span.h"
#include "common/storage/records/table.h"
#include "common/storage/request_log.h"

namespace pcsp::sql {

template <typename T>
struct Of {};

// What a row must fulfil. Days and times compare as they are written (table.h).
struct Condition {
  enum class Kind { kIs, kIsNot, kAtLeast, kAtMost, kOneOf };
  std::string column;
  Kind kind = Kind::kIs;
  std::vector<std::string> values;  // one, but for kOneOf: any number
};

inline Condition Is(std::string column, std::string value) {
  return {std::move(column), Condition::Kind::kIs, {std::move(value)}};
}
inline Condition IsNot(std::string column, std::string value) {
  return {std::move(column), Condition::Kind::kIsNot, {std::move(value)}};
}
inline Condition AtLeast(std::string column, std::string value) {
  return {std::move(column), Condition::Kind::kAtLeast, {std::move(value)}};
}
inline Condition AtMost(std::string column, std::string value) {
  return {std::move(column), Condition::Kind::kAtMost, {std::move(value)}};
}
inline Condition OneOfThem(std::string column, std::vector<std::string> values) {
  return {std::move(column), Condition::Kind::kOneOf, std::move(values)};
}

struct Query {
  std::vector<Condition> where;    // all of them
  std::vector<std::string> order;  // columns; empty: the table's key
  bool falling = false;
  std::vector<std::string>
      after;      // values of the columns of `order`: rows beyond them; may be empty
  int limit = 0;  // 0: all
};

// Sees one moment. Lives as long as its transaction.
class RecordReader {
 public:
  virtual ~RecordReader() = default;

  template <typename T>
  std::vector<T> List(const Query& query) {
    std::vector<T> values;
    for (const Cells& cells : Select(TableOf(Of<T>()), query)) {
      values.push_back(FromCells(Of<T>(), cells));
    }
    return values;
  }
  // The row whose first columns of the key are `key`, in their order; the first if there are more.
  template <typename T>
  std::optional<T> Find(const std::vector<std::string>& key) {
    const Table& table = TableOf(Of<T>());
    Query query;
    for (size_t i = 0; i < key.size(); ++i) query.where.push_back(Is(table.key.at(i), key[i]));
    query.limit = 1;
    std::vector<T> found = List<T>(query);
    if (found.empty()) return std::nullopt;
    return std::move(found.front());
  }

  template <typename T>
  int64_t Count(const std::vector<Condition>& where) {
    return CountOf(TableOf(Of<T>()), where);
  }

 private:
  virtual std::vector<Cells> Select(const Table& table, const Query& query) = 0;
  virtual int64_t CountOf(const Table& table, const std::vector<Condition>& where) = 0;
};

class RecordWriter : public RecordReader {
 public:
  // What the change is about, for the audit: a full resource name.
  virtual void Concerns(std::string resource) = 0;
  // Whom or what the reply tells of, so that it can be forgotten with them (request_log.h): a full
  // resource name.
  virtual void TellsOf(std::string subject) = 0;
  // Forgets the replies that tell of `resource`, and what would let somebody who guesses find out
  // what lines of the programme's audit about it once held.
  virtual void Forget(const std::string& programme, const std::string& resource) = 0;

  // A row that exists is a fault of the program, or of a race: the body is then run once more.
  template <typename T>
  void Insert(const T& value) {
    Write(TableOf(Of<T>()), {ToCells(value)}, Existing::kFault);
  }
  // Replaces the row with the same key.
  template <typename T>
  void Put(const T& value) {
    Write(TableOf(Of<T>()), {ToCells(value)}, Existing::kReplace);
  }
  template <typename T>
  void PutAll(absl::Span<const T> values) {
    std::vector<Cells> rows;
    for (const T& value : values) rows.push_back(ToCells(value));
    Write(TableOf(Of<T>()), rows, Existing::kReplace);
  }
  // How many rows there were.
  template <typename T>
  int64_t Remove(const std::vector<Condition>& where) {
    return Delete(TableOf(Of<T>()), where);
  }

 protected:
  enum class Existing { kFault, kReplace };

 private:
  virtual void Write(const Table& table, const std::vector<Cells>& rows, Existing existing) = 0;
  virtual int64_t Delete(const Table& table, const std::vector<Condition>& where) = 0;
};

// A call that changes something in a programme.
struct RecordChange {
  RequestKey key;
  absl::Time now;
  std::string programme;       // id; changes of one programme come one after another
  bool validate_only = false;  // everything is checked and nothing kept, the reply included
};

// Thread-safe. A body may run more than once, and has no effect but on its reader or writer.
class RecordStore {
 public:
  virtual ~RecordStore() = default;

  virtual absl::Status Read(absl::FunctionRef<absl::Status(RecordReader&)> body) = 0;
  // Runs `body` in a transaction, remembers its reply under the key, appends a line to the audit
  // and returns the reply; or the reply remembered under the same key. REQUEST_ID_REUSED if that
  // was for another payload. A body that concerns nothing makes no line.
  virtual absl::StatusOr<std::string> Write(
      const RecordChange& change,
      absl::FunctionRef<absl::StatusOr<std::string>(RecordWriter&)> body) = 0;
};

}  // namespace pcsp::sql

// Many rows in one statement: a prepared statement of SQLite's own, one unnest() of PostgreSQL, or
// its COPY.
// SOCI executes bulk inserts row by row, at 1.7 (SQLite) and 5 (PostgreSQL) times the cost
// (performance.md 4b).
#pragma once

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "common/storage/sql.h"

namespace pcsp::sql {

struct BatchColumn {
  std::string name;
  std::string type;  // a type of PostgreSQL: "text", "bigint"; SQLite goes by the table's own
  std::vector<std::string> values;  // UTF-8 text without NUL; all columns have the same length
};

// Inserts one row for each index into the columns, within the transaction of `session`. `suffix`
// may say what happens to rows that exist: "on conflict do nothing". Returns how many were
// inserted. Throws soci_error, as the body of a transaction may.
size_t InsertRows(soci::session& session, Engine engine, absl::string_view table,
                  const std::vector<BatchColumn>& columns, absl::string_view suffix = "");

// `{"a","b"}`: the text form of a PostgreSQL array, for `unnest(cast(:values as text[]))`.
std::string ArrayLiteral(const std::vector<std::string>& values);

}  // namespace pcsp::sql

#include "common/storage/batch.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "common/storage/copy_rows.h"
#include "soci/sqlite3/soci-sqlite3.h"

namespace pcsp::sql {
namespace {

using sqlite_api::sqlite3;
using sqlite_api::sqlite3_stmt;

std::string NamesOf(const std::vector<BatchColumn>& columns) {
  return absl::StrJoin(
      columns, ", ", [](std::string* out, const BatchColumn& column) { out->append(column.name); });
}

constexpr size_t kWorthCopying = 100;  // rows

// A statement that is finalised on every path.
class Statement {
 public:
  Statement(sqlite3* handle, const std::string& sql) : handle_(handle) {
    Check(sqlite_api::sqlite3_prepare_v2(handle, sql.c_str(), -1, &statement_, nullptr));
  }
  Statement(const Statement&) = delete;
  Statement& operator=(const Statement&) = delete;
  ~Statement() { sqlite_api::sqlite3_finalize(statement_); }

  // The text must outlive the next Run().
  void Bind(int position, const std::string& text) {
    Check(sqlite_api::sqlite3_bind_text(statement_, position, text.data(),
                                        static_cast<int>(text.size()), SQLITE_STATIC));
  }

  void Run() {
    const int result = sqlite_api::sqlite3_step(statement_);
    if (result != SQLITE_DONE && result != SQLITE_ROW) Check(result);
    Check(sqlite_api::sqlite3_reset(statement_));
  }

 private:
  void Check(int result) {
    if (result == SQLITE_OK) return;
    throw soci::sqlite3_soci_error(sqlite_api::sqlite3_errmsg(handle_), result);
  }

  sqlite3* handle_;
  sqlite3_stmt* statement_ = nullptr;
};

size_t InsertIntoSqlite(soci::session& session, absl::string_view table,
                        const std::vector<BatchColumn>& columns, absl::string_view suffix) {
  sqlite3* handle = static_cast<soci::sqlite3_session_backend*>(session.get_backend())->conn_;
  const std::vector<std::string> marks(columns.size(), "?");
  Statement insert(handle, absl::StrCat("insert into ", table, " (", NamesOf(columns), ") values (",
                                        absl::StrJoin(marks, ", "), ") ", suffix));
  const int before = sqlite_api::sqlite3_total_changes(handle);
  for (size_t row = 0; row < columns.front().values.size(); ++row) {
    for (size_t i = 0; i < columns.size(); ++i) {
      insert.Bind(static_cast<int>(i) + 1, columns[i].values.at(row));
    }
    insert.Run();
  }
  return sqlite_api::sqlite3_total_changes(handle) - before;
}

// One parameter a column, as text: SOCI binds text alone.
size_t InsertIntoPostgresql(soci::session& session, absl::string_view table,
                            const std::vector<BatchColumn>& columns, absl::string_view suffix) {
  std::vector<std::string> arrays, casts;
  for (size_t i = 0; i < columns.size(); ++i) {
    arrays.push_back(ArrayLiteral(columns[i].values));
    casts.push_back(absl::StrCat("cast(:c", i, " as ", columns[i].type, "[])"));
  }
  soci::statement insert(session);
  for (const std::string& array : arrays) insert.exchange(soci::use(array));
  insert.alloc();
  insert.prepare(absl::StrCat("insert into ", table, " (", NamesOf(columns),
                              ") select * from unnest(", absl::StrJoin(casts, ", "), ") ", suffix));
  insert.define_and_bind();
  insert.execute(true);
  return static_cast<size_t>(insert.get_affected_rows());
}

}  // namespace

size_t InsertRows(soci::session& session, Engine engine, absl::string_view table,
                  const std::vector<BatchColumn>& columns, absl::string_view suffix) {
  if (columns.empty() || columns.front().values.empty()) return 0;
  if (engine == Engine::kSqlite) return InsertIntoSqlite(session, table, columns, suffix);
  return suffix.empty() && columns.front().values.size() >= kWorthCopying
             ? CopyRows(session, table, columns)
             : InsertIntoPostgresql(session, table, columns, suffix);
}

std::string ArrayLiteral(const std::vector<std::string>& values) {
  std::string literal = "{";
  for (const std::string& value : values) {
    literal += literal.size() > 1 ? ",\"" : "\"";
    for (const char c : value) {
      if (c == '"' || c == '\\') literal += '\\';
      literal += c;
    }
    literal += '"';
  }
  return literal + "}";
}

}  // namespace pcsp::sql

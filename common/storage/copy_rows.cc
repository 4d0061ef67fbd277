#include "common/storage/copy_rows.h"

#include <algorithm>
#include <memory>
#include <string>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "soci/postgresql/soci-postgresql.h"

namespace pcsp::sql {
namespace {

constexpr size_t kPieceBytes = 64 << 10;

using Result = std::unique_ptr<PGresult, decltype(&PQclear)>;

[[noreturn]] void Throw(PGconn* connection, const PGresult* result) {
  const char* state = result == nullptr ? nullptr : PQresultErrorField(result, PG_DIAG_SQLSTATE);
  throw soci::postgresql_soci_error(PQerrorMessage(connection), state == nullptr ? "08006" : state);
}

// Few values hold what must be escaped.
void Append(absl::string_view value, std::string& out) {
  const auto special = [](char c) { return c == '\\' || c == '\t' || c == '\n' || c == '\r'; };
  if (std::none_of(value.begin(), value.end(), special)) {
    out.append(value.data(), value.size());
    return;
  }
  for (const char c : value) {
    switch (c) {
      case '\\':
        out += "\\\\";
        break;
      case '\t':
        out += "\\t";
        break;
      case '\n':
        out += "\\n";
        break;
      case '\r':
        out += "\\r";
        break;
      default:
        out += c;
    }
  }
}

void Send(PGconn* connection, const std::string& piece) {
  if (PQputCopyData(connection, piece.data(), static_cast<int>(piece.size())) != 1) {
    Throw(connection, nullptr);
  }
}

void SendRows(PGconn* connection, const std::vector<BatchColumn>& columns) {
  std::string piece;
  for (size_t row = 0; row < columns.front().values.size(); ++row) {
    for (size_t i = 0; i < columns.size(); ++i) {
      if (i > 0) piece += '\t';
      Append(columns[i].values.at(row), piece);
    }
    piece += '\n';
    if (piece.size() < kPieceBytes) continue;
    Send(connection, piece);
    piece.clear();
  }
  if (!piece.empty()) Send(connection, piece);
}

// What PostgreSQL says of the whole; nothing may be left unread, or the connection is of no use.
size_t Finish(PGconn* connection) {
  if (PQputCopyEnd(connection, nullptr) != 1) Throw(connection, nullptr);
  const Result result(PQgetResult(connection), &PQclear);
  while (PGresult* more = PQgetResult(connection)) PQclear(more);
  if (PQresultStatus(result.get()) != PGRES_COMMAND_OK) Throw(connection, result.get());
  size_t rows = 0;
  (void)absl::SimpleAtoi(PQcmdTuples(result.get()), &rows);
  return rows;
}

}  // namespace

size_t CopyRows(soci::session& session, absl::string_view table,
                const std::vector<BatchColumn>& columns) {
  PGconn* connection = static_cast<soci::postgresql_session_backend*>(session.get_backend())->conn_;
  const std::string names = absl::StrJoin(
      columns, ", ", [](std::string* out, const BatchColumn& column) { out->append(column.name); });
  const Result begun(
      PQexec(connection, absl::StrCat("copy ", table, " (", names, ") from stdin").c_str()),
      &PQclear);
  if (PQresultStatus(begun.get()) != PGRES_COPY_IN) Throw(connection, begun.get());
  SendRows(connection, columns);
  return Finish(connection);
}

}  // namespace pcsp::sql

// Selecting rows of text with named text parameters.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "common/storage/records/table.h"
#include "soci/session.h"

namespace pcsp::sql {

// Name, without the colon, and value. Every parameter must appear in the statement.
using Parameters = std::vector<std::pair<std::string, std::string>>;

// Calls `take` for each row of a statement that selects `columns` columns, none of them null; what
// it is given it may move from. Throws what SOCI throws.
void ForEachRow(soci::session& session, const std::string& sql, size_t columns,
                const Parameters& parameters, absl::FunctionRef<void(Cells&)> take);

// The rows themselves.
std::vector<Cells> Select(soci::session& session, const std::string& sql, size_t columns,
                          const Parameters& parameters);

// Runs a statement that selects nothing; the number of rows that it changed.
long long Execute(soci::session& session, const std::string& sql, const Parameters& parameters);

// " limit 50"; "" for all rows if `limit` is 0.
inline std::string Limit(int limit) { return limit > 0 ? absl::StrCat(" limit ", limit) : ""; }

// A condition on `column`: that it is one of the values of the parameter `name`, a ListOf() them.
std::string OneOf(soci::session& session, absl::string_view column, absl::string_view name);
std::string ListOf(soci::session& session, const std::vector<std::string>& values);
// A table with the columns `id` and `day`, row by row those of the lists `ids` and `days`.
std::string PairsOf(soci::session& session, absl::string_view ids, absl::string_view days);

}  // namespace pcsp::sql

// Selecting the registry's values.
#pragma once

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "common/storage/records/select.h"
#include "services/registry/store/rows.h"
#include "soci/session.h"

namespace pcsp::registry {

using sql::Execute;
using sql::ForEachRow;
using sql::Limit;
using sql::ListOf;
using sql::OneOf;
using sql::PairsOf;
using sql::Parameters;
using sql::Select;

// The rows of select <columns of T> from <table of T> `rest`.
template <typename T>
std::vector<T> SelectAs(soci::session& session, absl::string_view rest,
                        const Parameters& parameters) {
  const Table& table = TableOf<T>();
  const std::string sql =
      absl::StrCat("select ", table.ColumnList(), " from ", table.name, " ", rest);
  std::vector<T> values;
  for (const Cells& cells : Select(session, sql, table.columns.size(), parameters)) {
    values.push_back(FromCells<T>(cells));
  }
  return values;
}

}  // namespace pcsp::registry

// Queries of records as SQL. Columns come from the program, values are bound.
#pragma once

#include <string>

#include "common/storage/records/records.h"
#include "common/storage/records/select.h"
#include "soci/session.h"

namespace pcsp::sql {

struct Statement {
  std::string sql;
  Parameters parameters;
};

// "where a = :p0 and ..."; "" for no condition.
Statement WhereOf(soci::session& session, const std::vector<Condition>& where);
// "where ... order by ... limit ...".
Statement RestOf(soci::session& session, const Table& table, const Query& query);

}  // namespace pcsp::sql

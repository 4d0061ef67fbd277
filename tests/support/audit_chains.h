// The audit of a database under test.
#pragma once

#include <string>
#include <vector>

#include "common/base/audit/chain_check.h"
#include "common/storage/audit/audit_table.h"
#include "gmock/gmock.h"
#include "tests/support/status_matchers.h"

namespace pcsp::testing {

// The lines of a programme's chain, in which nothing may be amiss.
inline std::vector<audit::Entry> SoundChain(sql::Database& database, const std::string& programme) {
  const sql::SqlAuditLog log(&database);
  const auto end = log.End(programme);
  const auto lines = log.List(programme, 0, 10'000);
  EXPECT_OK(end);
  EXPECT_OK(lines);
  audit::ChainCheck check(*end, {});
  for (const audit::Entry& line : *lines) check.Add(line);
  for (const audit::Finding& finding : check.Finish(*end)) ADD_FAILURE() << finding.text;
  return *lines;
}

MATCHER_P2(IsLine, method, resource, "is a line of the audit with this method and resource") {
  *result_listener << arg.method << " " << arg.resource;
  return arg.method == method && arg.resource == resource;
}

}  // namespace pcsp::testing

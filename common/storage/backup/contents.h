// What lies in a database, as far as a backup must know: enough to tell whether a copy is whole.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/statusor.h"
#include "common/base/audit/audit_log.h"

namespace pcsp::backup {

struct Contents {
  std::vector<std::string> steps;       // of the schema: "service 001_plans.sql <checksum>"
  std::map<std::string, int64_t> rows;  // by table
  std::map<std::string, audit::ChainEnd> heads;  // by programme

  bool operator==(const Contents&) const = default;
};

// Rows of text; a statement that gives none gives none.
using Rows = std::vector<std::vector<std::string>>;
using Query = absl::FunctionRef<absl::StatusOr<Rows>(const std::string& sql)>;

// `list_tables` is a statement that gives the names of all tables.
absl::StatusOr<Contents> ReadContents(Query query, const std::string& list_tables);

// What is wrong with the audit, for people; nothing if every chain is sound.
absl::StatusOr<std::vector<std::string>> CheckAudit(Query query, const Contents& contents);

// How `found` differs from `expected`, for people: "table plans: 12 rows expected, 11 found".
std::vector<std::string> Differences(const Contents& expected, const Contents& found);

}  // namespace pcsp::backup

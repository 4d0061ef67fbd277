// One row of the core partners of primary care networks (sheet "PCN Core Partner Details" of
// ePCN.xlsx exported as CSV, or the report epcncorepartnerdetails, which has no header): a
// practice, a PCN, and from when to when (domain.md 6.2).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "services/registry/domain/imports/header.h"
#include "services/registry/domain/imports/import_report.h"
#include "services/registry/domain/period.h"

namespace pcsp::registry {

// The known columns, by their number here.
enum PcnColumn : size_t { kPcnPractice, kPcnCode, kPcnName, kPcnStart, kPcnEnd };
absl::Span<const KnownColumn> PcnColumns();

// The header that the first row is, or the places of the columns if it is data already, which
// `is_data` then says. IMPORT_COLUMNS_MISSING.
absl::StatusOr<Header> ReadPcnHeader(absl::Span<const std::string> fields, bool* is_data);

struct PcnPartnerRow {
  int line = 0;
  std::string given_code;
  std::string practice;  // codes
  std::string pcn;
  std::string pcn_name;  // may be empty
  Period period;
  std::vector<ImportIssue> issues;
};

// Collects every issue of the row.
PcnPartnerRow ReadPcnPartnerRow(int line, const Header& header,
                                absl::Span<const std::string> fields);

}  // namespace pcsp::registry

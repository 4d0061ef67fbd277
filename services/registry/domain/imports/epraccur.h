// One row of epraccur.csv, the Organisation Data Service's file of general practices: 27 columns,
// no header (domain.md 6.2). What it means for a programme is practice_import.h's business.
#pragma once

#include <string>
#include <vector>

#include "absl/types/span.h"
#include "services/registry/domain/imports/import_report.h"
#include "services/registry/domain/organisation.h"
#include "services/registry/domain/period.h"

namespace pcsp::registry {

inline constexpr int kEpraccurColumns = 27;

struct EpraccurRow {
  int line = 0;
  // False for rows of other prescribing settings, of which nothing else is read.
  bool is_practice = true;
  std::string given_code;
  Organisation practice;  // without programme, id, uid, revision and times
  // Code of the commissioner, from column 24 if it has one, else from column 15; empty if neither.
  std::string commissioner;
  int commissioner_column = 0;
  Period commissioned;
  std::vector<ImportIssue> issues;
};

// `fields` as they stand in the file, in UTF-8. Collects every issue of the row.
EpraccurRow ReadEpraccurRow(int line, absl::Span<const std::string> fields);

// What column `column` (from 1) holds, in words.
std::string EpraccurColumnTitle(int column);

}  // namespace pcsp::registry

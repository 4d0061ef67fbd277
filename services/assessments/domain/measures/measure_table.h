// A table of monthly values: `site`, `measure`, `month`, `count`, `denominator`, in any order.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "services/assessments/domain/measures/value.h"

namespace pcsp::assessments {

// The measures of a programme by id.
using MeasureBook = std::map<std::string, MeasureDefinition, std::less<>>;

// A header, understood. Immutable.
class MeasureTable {
 public:
  // INVALID_FILE: a column is missing, doubled or unknown. Every such column is a violation
  // `columns[i]`, i from 1. `denominator` alone may be missing.
  static absl::StatusOr<MeasureTable> Make(const std::vector<std::string>& header);

  // One row under the header, checked as CheckRow() does. Sites and measures are ids, in any case,
  // or names within `programme`. INVALID_FIELDS with every violation; fields are column names.
  absl::StatusOr<MeasureRow> Read(absl::Span<const std::string> row, const std::string& programme,
                                  const MeasureBook& measures, Month now) const;

 private:
  size_t columns_ = 0;
  std::map<std::string, size_t> place_;
};

}  // namespace pcsp::assessments

// A table of responses: `site`, `staff_group`, then one column an item code, in any order.
#pragma once

#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "services/assessments/domain/instrument.h"
#include "services/assessments/domain/vocabulary.h"

namespace pcsp::assessments {

// A row that is fit to be stored.
struct PackedRow {
  std::string site;  // as written, without spaces around it
  StaffGroup staff_group = StaffGroup::kGp;
  std::string answers;  // packed
};

// A header, understood. Immutable; instruments must outlive it.
class ResponseTable {
 public:
  // INVALID_ARGUMENT, INVALID_FILE: a column is missing, doubled or an item of none of the
  // instruments. Every such column is a violation `columns[i]`, i from 1.
  static absl::StatusOr<ResponseTable> Make(const std::vector<std::string>& header,
                                            absl::Span<const Instrument* const> instruments);

  // One row under the header. `instrument_of` gives the instrument of a site, null for a site that
  // cannot answer. INVALID_FIELDS with every violation; fields are column names.
  absl::StatusOr<PackedRow> Pack(
      absl::Span<const std::string> row,
      absl::FunctionRef<const Instrument*(absl::string_view site)> instrument_of) const;

 private:
  std::vector<std::string> columns_;
  size_t site_ = 0;
  size_t staff_group_ = 0;
};

}  // namespace pcsp::assessments

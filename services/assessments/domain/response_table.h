// A table of responses: `site`, `staff_group`, then one column an item code, in any order. The
// column of an item on a text scale holds words; `{item}.evidence` holds those beside a yes or no.
// A column `response_id` may say which response a row is.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "services/assessments/domain/instrument.h"
#include "services/assessments/domain/response.h"
#include "services/assessments/domain/vocabulary.h"

namespace pcsp::assessments {

// A row that is fit to be stored.
struct PackedRow {
  std::string site;  // as written, without spaces around it
  StaffGroup staff_group = StaffGroup::kGp;
  std::string answers;  // packed
  std::vector<ItemWords> words;
};

// What is asked at a site: the instrument, null for a site that cannot answer.
struct AskedAt {
  AskedAt(const Instrument* instrument)  // NOLINT: the instrument's own level, milestone not known
      : instrument(instrument), level(instrument ? instrument->level : Level::kPractice) {}
  AskedAt(const Instrument* instrument, Level level, std::string milestone)
      : instrument(instrument), level(level), milestone(std::move(milestone)) {}

  const Instrument* instrument;
  Level level;
  std::string milestone;
};

// A header, understood. Immutable; instruments must outlive it.
class ResponseTable {
 public:
  // INVALID_ARGUMENT, INVALID_FILE: a column is missing, doubled or an item of none of the
  // instruments. Every such column is a violation `columns[i]`, i from 1.
  static absl::StatusOr<ResponseTable> Make(const std::vector<std::string>& header,
                                            absl::Span<const Instrument* const> instruments);

  bool has_response_ids() const { return response_id_.has_value(); }
  // What a row gives as its id, without spaces around it; "" if it gives none. Whether that is one
  // is for Pack() to say.
  absl::string_view ResponseIdOf(absl::Span<const std::string> row) const;

  // One row under the header. INVALID_FIELDS with every violation; fields are column names.
  absl::StatusOr<PackedRow> Pack(absl::Span<const std::string> row,
                                 absl::FunctionRef<AskedAt(absl::string_view site)> asked_at) const;

 private:
  // A column: of an item's answer codes, or of words.
  struct Column {
    std::string item;  // code; "" for the columns that are no item's
    bool words = false;
    const Instrument* instrument = nullptr;  // that the item is of
  };
  // What a row gives to the items of one instrument, or of all for null.
  GivenAnswers GivenIn(absl::Span<const std::string> row, const Instrument* instrument) const;
  // Where the site is not known, answers can be wrong all the same.
  void CheckByThemselves(absl::Span<const std::string> row, std::optional<StaffGroup> group,
                         Violations& violations) const;
  static Column ColumnFor(absl::string_view heading,
                          absl::Span<const Instrument* const> instruments);

  std::vector<Column> columns_;
  size_t site_ = 0;
  size_t staff_group_ = 0;
  std::optional<size_t> response_id_;
};

}  // namespace pcsp::assessments

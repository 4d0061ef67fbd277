// What a site counted in a month: checked, corrected, and shown to whom.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/types/span.h"
#include "services/assessments/domain/measures/measure.h"

namespace pcsp::assessments {

// A row as it came in; ids are of one programme.
struct MeasureRow {
  std::string organisation;
  std::string measure;
  Month month;
  int64_t count = 0;
  std::optional<int64_t> denominator;
  bool withdraw = false;
  std::string etag;
};

// What is recorded. Revisions begin at 1.
struct MonthValue {
  std::string organisation;
  std::string measure;
  Month month;
  int64_t count = 0;
  std::optional<int64_t> denominator;
  bool withdrawn = false;
  absl::Time record_time;
  int64_t revision = 1;

  std::string etag() const;
};

enum class MeasureVerdict {
  kRecorded = 1,
  kCorrected = 2,
  kUnchanged = 3,
  kWithdrawn = 4,
  kRejected = 5,
};

// What becomes of a row. A `value` to be written is there for the first two and for kWithdrawn.
struct Recording {
  MeasureVerdict verdict = MeasureVerdict::kRejected;
  std::optional<MonthValue> value;
  absl::Status faults;  // INVALID_FIELDS with every violation, fields being columns
};

inline constexpr int64_t kMostCounted = 1'000'000'000;

// Adds what is wrong with a row whatever was recorded before: `month`, `count`, `denominator`, and
// `measure` when it is retired.
void CheckRow(const MeasureRow& row, const MeasureDefinition& measure, Month now,
              Violations& violations);

// What a sound row does to the value that is there; null when there is none.
Recording Record(const MeasureRow& row, const MonthValue* current, absl::Time now);

// Whether a value may be shown to everybody in the programme: not if a count of patients in it, the
// denominator or the rest of the denominator among them, is from 1 to below `threshold`.
bool MayBeShown(const MeasureDefinition& measure, const MonthValue& value, int threshold);

inline constexpr int kDefaultThreshold = 8;
inline constexpr int kLeastThreshold = 3;
inline constexpr int kMostThreshold = 100;

// What a programme shows of small counts.
struct MeasurePolicy {
  std::string programme;
  int threshold = kDefaultThreshold;
  int64_t revision = 0;
  std::string etag() const;
};

// Values of one month added up.
struct MonthSum {
  Month month;
  int64_t count = 0;
  int64_t denominator = 0;
  int sites = 0;
  int left_out = 0;  // sites whose value may not be shown
};

// Adds up values, which are taken by month. What may not be shown does not enter, so that a sum
// says nothing that the values shown do not say already. `threshold` 0 shows everything.
std::vector<MonthSum> SumUp(const MeasureDefinition& measure, absl::Span<const MonthValue> values,
                            int threshold);

}  // namespace pcsp::assessments

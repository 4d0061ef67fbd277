// A measure: what sites count each month, how it is read, and what it says to a diagnosis.
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "common/base/error.h"
#include "services/assessments/domain/measures/month.h"
#include "services/assessments/domain/names.h"
#include "services/assessments/domain/spc/chart.h"
#include "services/assessments/domain/spc/figure.h"
#include "services/assessments/domain/vocabulary.h"

namespace pcsp::assessments {

struct FactBand {
  std::optional<double> below;  // absent in the last
  std::string category;
  bool operator==(const FactBand&) const = default;
};

// The fact that a measure settles.
struct MeasureFact {
  std::string fact;
  std::vector<FactBand> bands;  // by rising bounds
  bool operator==(const MeasureFact&) const = default;
};

// A documented change; `organisation` is an id, "" for everywhere.
struct MeasurePhase {
  Month month;
  std::string reason;
  std::string organisation;
  bool operator==(const MeasurePhase&) const = default;
};

struct MeasureDefinition {
  MeasureName name;
  std::string display_name, description, unit, denominator;
  MeasureKind kind = MeasureKind::kUnspecified;
  Direction direction = Direction::kUnspecified;
  int per = 1;
  std::vector<Level> levels;
  bool about_patients = false;
  std::optional<MeasureFact> fact;
  std::vector<MeasurePhase> phases;
  bool built_in = false;
  std::optional<absl::Time> retire_time, create_time, update_time;
  int64_t revision = 0;

  std::string etag() const;
};

inline constexpr int kMostPhases = 1000;
inline constexpr int kMostBands = 20;

// Sets what may be left out, and puts phases in order.
MeasureDefinition Tidied(MeasureDefinition measure);

// Adds everything that is wrong with it, as fields `measure.unit`.
void Validate(const MeasureDefinition& measure, Violations& violations);

// `before` with the fields named taken from `given`, validated. ETAG_MISMATCH if `etag` is neither
// empty nor that of `before`; MEASURE_RETIRED; INVALID_FIELDS.
absl::StatusOr<MeasureDefinition> Updated(MeasureDefinition before, const MeasureDefinition& given,
                                          const std::set<std::string>& fields,
                                          absl::string_view etag, absl::Time now);
// The names of the fields that Updated() knows.
const std::set<std::string>& UpdatableFields();

// Unchanged if it has been retired before. ETAG_MISMATCH.
absl::StatusOr<MeasureDefinition> Retired(MeasureDefinition before, absl::string_view etag,
                                          absl::Time now);

// The category that a figure falls into; per cent for proportions.
const std::string& CategoryOf(const MeasureFact& fact, double figure);

// The changes that a chart of these organisations (ids; none: all) begins anew at, by month: those
// everywhere, and those at the organisation when there is just one.
std::vector<spc::Change> ChangesFor(const MeasureDefinition& measure,
                                    const std::vector<std::string>& organisations);

}  // namespace pcsp::assessments

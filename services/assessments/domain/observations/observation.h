// What somebody found at a site on a day.
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

namespace pcsp::assessments {

enum class ObservationKind { kUnspecified = 0, kVisit = 1, kCall = 2, kDocument = 3, kMeeting = 4 };

struct ObservedFact {
  std::string fact;
  std::string category;
  bool operator==(const ObservedFact&) const = default;
};

struct Observation {
  ObservationName name;
  ObservationKind kind = ObservationKind::kUnspecified;
  Day observed_date;
  std::string appointment;  // full name, or ""
  std::vector<ObservedFact> facts;
  std::string note;  // free text: never in a log, an audit line or a remembered reply
  absl::Time create_time, update_time;
  int64_t revision = 1;

  std::string etag() const;
};

inline constexpr size_t kMostNoteBytes = 4000;
inline constexpr size_t kMostFacts = 100;

// Adds everything that is wrong with it, as fields `observation.note`; what a note says is never
// repeated. `today` is in UTC; a day ahead is let pass, for time zones.
void Validate(const Observation& observation, Day today, Violations& violations);

// `before` with the fields named taken from `given`, validated. ETAG_MISMATCH, INVALID_FIELDS.
absl::StatusOr<Observation> Updated(Observation before, const Observation& given,
                                    const std::set<std::string>& fields, absl::string_view etag,
                                    absl::Time now);
const std::set<std::string>& UpdatableObservationFields();

// Whether `text` can be the id of a fact or of one of its categories: a-z, 0-9 and _.
bool IsFactCode(absl::string_view text);

// ETAG_MISMATCH if `etag` is neither empty nor that of `observation`.
absl::Status CheckEtag(const Observation& observation, absl::string_view etag);

// True if ten digits of `text`, spaces and hyphens between them passed over, have the check digit
// of an NHS number: a note that tells of a patient.
bool HasNhsNumber(absl::string_view text);

}  // namespace pcsp::assessments

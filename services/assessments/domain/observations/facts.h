// What observations and measures come to as facts about a site.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/types/span.h"
#include "services/assessments/domain/measures/value.h"
#include "services/assessments/domain/observations/observation.h"

namespace pcsp::assessments {

struct SiteFact {
  std::string fact;
  std::string category;
  std::string source;  // name of the observation or of the measure
  Day date;
  bool operator==(const SiteFact&) const = default;
};

// How many of the latest months with a value a measure's fact rests on.
inline constexpr size_t kFactMonths = 3;
// A rate out of fewer than this, over these months, is no fact.
inline constexpr int64_t kFewestForFact = 10;

// The fact that the values of one site settle, which come by month; what was taken back does not
// count, nor what is for the site alone (MayBeShown(), with the programme's `threshold`). Nothing
// if the measure settles none or there is too little.
std::optional<SiteFact> FactOf(const MeasureDefinition& measure,
                               absl::Span<const MonthValue> values, int threshold);

// Each fact once, by id: the one of the latest date; what was counted before what was seen on the
// same day, and otherwise the one that comes later in the list.
std::vector<SiteFact> LatestFacts(std::vector<SiteFact> seen, std::vector<SiteFact> counted);

}  // namespace pcsp::assessments

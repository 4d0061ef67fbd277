#include "services/assessments/domain/observations/facts.h"

#include <map>

namespace pcsp::assessments {

std::optional<SiteFact> FactOf(const MeasureDefinition& measure,
                               absl::Span<const MonthValue> values, int threshold) {
  if (!measure.fact || measure.retire_time) return std::nullopt;
  double count = 0, denominator = 0;
  size_t months = 0;
  Month last;
  for (auto value = values.rbegin(); value != values.rend() && months < kFactMonths; ++value) {
    if (value->withdrawn || !MayBeShown(measure, *value, threshold)) continue;
    if (months++ == 0) last = value->month;
    count += static_cast<double>(value->count);
    denominator += static_cast<double>(value->denominator.value_or(0));
  }
  if (months == 0) return std::nullopt;
  const bool rate = measure.kind != MeasureKind::kCount;
  if (rate && denominator < kFewestForFact) return std::nullopt;
  const double scale = measure.kind == MeasureKind::kProportion ? 100 : measure.per;
  const double figure = rate ? scale * count / denominator : count / static_cast<double>(months);
  return SiteFact{measure.fact->fact, CategoryOf(*measure.fact, figure), measure.name.ToString(),
                  LastDayOf(last)};
}

std::vector<SiteFact> LatestFacts(std::vector<SiteFact> seen, std::vector<SiteFact> counted) {
  std::map<std::string, SiteFact> latest;
  const auto take = [&latest](std::vector<SiteFact>& facts) {
    for (SiteFact& fact : facts) {
      const auto [place, first] = latest.try_emplace(fact.fact, fact);
      if (!first && fact.date >= place->second.date) place->second = std::move(fact);
    }
  };
  take(seen);
  take(counted);
  std::vector<SiteFact> list;
  for (auto& [id, fact] : latest) list.push_back(std::move(fact));
  return list;
}

}  // namespace pcsp::assessments

#include "services/assessments/domain/disclosure/knowledge.h"

#include "services/assessments/domain/disclosure/policy.h"

namespace pcsp::assessments {
namespace {

constexpr int64_t kAnyNumber = 1'000'000'000;

}  // namespace

Range Knowledge::People(int node, int resolution, Part part, Hidden why) const {
  const int64_t people = TallyOf(quantity_.nodes[node], part).people;
  Range range{0, kAnyNumber};
  // A roster that more people answered than are on it limits nothing.
  const int roster = RosterOf(tree_.nodes[node].roster, part);
  if (roster >= people && roster > 0) range.high = roster;
  if (tree_.IsSite(node)) {
    const Band band = BandOf(static_cast<int>(respondents_.People(node)), least_);
    range.high = std::min<int64_t>(range.high, band.high);
    if (resolution == kWholeTeam && &quantity_ == &respondents_) range.low = band.low;
  }
  if (resolution == kWholeTeam && why == Hidden::kBelowMinimum) {
    range.high = std::min<int64_t>(range.high, quantity_.threshold - 1);
  } else if (resolution == kWholeTeam) {
    range.low = std::max<int64_t>(range.low, quantity_.threshold);
  }
  // Reasons may stem from another quantity; the truth is always possible.
  return {std::min(range.low, people), std::max(range.high, people)};
}

}  // namespace pcsp::assessments

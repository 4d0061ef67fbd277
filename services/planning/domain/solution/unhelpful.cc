#include "services/planning/domain/solution/unhelpful.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "services/planning/domain/solution/reason.h"

namespace pcsp::planning {
namespace {

UnhelpfulSolution UnhelpfulOf(const Recommendation& candidate) {
  UnhelpfulSolution unhelpful{candidate.solution, Verdict::kNoDifference, {}, ""};
  for (const EffectHere& here : candidate.value.effects) {
    if (!DidNotHelp(here.verdict())) continue;
    if (here.verdict() == Verdict::kHarm) unhelpful.verdict = Verdict::kHarm;
    unhelpful.effects.push_back(here);
  }
  return unhelpful;
}

}  // namespace

bool MayHelpOn(const std::string& issue, const SiteValue& value) {
  return std::ranges::none_of(value.effects, [&](const EffectHere& here) {
    return here.issue == issue && DidNotHelp(here.verdict());
  });
}

// True of what did harm on a finding, or helps on none.
bool NotForTheWhole(const SiteValue& value) {
  const auto is = [](Verdict verdict) {
    return [verdict](const EffectHere& here) { return here.verdict() == verdict; };
  };
  return std::ranges::any_of(value.effects, is(Verdict::kHarm)) ||
         (!value.effects.empty() && std::ranges::all_of(value.effects, is(Verdict::kNoDifference)));
}

std::vector<UnhelpfulSolution> UnhelpfulAmong(const std::vector<Recommendation>& candidates) {
  std::vector<UnhelpfulSolution> all;
  for (const Recommendation& candidate : candidates) {
    UnhelpfulSolution one = UnhelpfulOf(candidate);
    if (one.effects.empty()) continue;
    one.reason = ReasonAgainst(one);
    all.push_back(std::move(one));
  }
  std::sort(all.begin(), all.end(), [](const auto& a, const auto& b) {
    const auto key = [](const UnhelpfulSolution& one) {
      return std::make_tuple(one.verdict != Verdict::kHarm, one.effects[0].points.expected,
                             one.solution->id);
    };
    return key(a) < key(b);
  });
  return all;
}

}  // namespace pcsp::planning

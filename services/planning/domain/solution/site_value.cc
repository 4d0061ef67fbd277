#include "services/planning/domain/solution/site_value.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace pcsp::planning {
namespace {

constexpr double kWorthwhile = 2;  // points
constexpr double kTwoPi = 6.283185307179586;

// FNV-1a, which is the same on every machine, so that draws are too.
uint64_t Mixed(uint64_t hash, absl::string_view text) {
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3ULL;
  return (hash ^ 0xff) * 0x100000001b3ULL;
}

// SplitMix64's next number, in [0, 1).
double Uniform(uint64_t& state) {
  uint64_t z = state += 0x9e3779b97f4a7c15ULL;
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
  return static_cast<double>((z ^ (z >> 31)) >> 11) * 0x1p-53;
}

// A draw that depends on nothing but the seed, the solution and the issue: neither on the order of
// the catalogue nor on what else is asked.
double Draw(const NormalMixture& mixture, uint64_t seed, absl::string_view solution,
            absl::string_view issue) {
  uint64_t state = Mixed(Mixed(0xcbf29ce484222325ULL ^ seed, solution), issue);
  const double component = Uniform(state);
  const double radius = std::sqrt(-2 * std::log(1 - Uniform(state)));
  return mixture.Draw(component, radius * std::cos(kTwoPi * Uniform(state)));
}

NormalMixture MixtureAt(const Solution& solution, const Treatment& treatment,
                        const std::string& issue, const IssueEffects* effects,
                        const SiteEvidence& evidence) {
  if (effects == nullptr) return Unmeasured(solution.effect);
  const auto baseline = evidence.baselines.find(issue);
  return effects->At(
      treatment, solution.effect,
      baseline == evidence.baselines.end() ? std::nullopt : std::optional(baseline->second),
      evidence.context);
}

void Count(EffectHere here, double weight, SiteValue& value) {
  value.expected += weight * here.points.expected;
  value.low += weight * here.points.low;
  value.drawn += weight * here.drawn;
  value.worked |= here.measured != nullptr && here.measured->controlled() && here.points.low > 0;
  value.effects.push_back(std::move(here));
}

}  // namespace

PriorMeans PriorMeansOf(const Catalogue& catalogue) {
  PriorMeans means;
  for (const Solution& solution : catalogue.solutions()) means[solution.id] = solution.effect;
  return means;
}

SiteValue SiteValue::On(const Finding& finding, double hours) const {
  SiteValue value;
  for (const EffectHere& here : effects) {
    if (here.issue == finding.issue) Count(here, Priority(finding) / hours, value);
  }
  return value;
}

SiteValue ValueAt(const Solution& solution, bool altered, const std::vector<Finding>& findings,
                  const SiteEvidence& evidence) {
  SiteValue value;
  const Treatment treatment{solution.id, altered};
  for (const Finding& finding : findings) {
    const auto& answers = solution.answers;
    if (std::find(answers.begin(), answers.end(), finding.issue) == answers.end()) continue;
    const IssueEffects* effects = evidence.effects->Find(finding.issue);
    const NormalMixture mixture = MixtureAt(solution, treatment, finding.issue, effects, evidence);
    Count({finding.issue, effects == nullptr ? nullptr : effects->Find(treatment), RangeOf(mixture),
           mixture.Above(kWorthwhile), Draw(mixture, evidence.seed, solution.id, finding.issue)},
          Priority(finding) / solution.hours, value);
  }
  return value;
}

}  // namespace pcsp::planning

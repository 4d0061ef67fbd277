#include "services/diagnosis/domain/learning/layer.h"

#include <numeric>

#include "absl/strings/str_cat.h"
#include "services/diagnosis/domain/learning/profiles.h"

namespace pcsp::diagnosis {
namespace {

void Learn(const Trials& trials, double* chance, double* ess) {
  *chance = trials.Mean(*chance, *ess);
  *ess += trials.trials.value();
}

void LearnLinks(const std::vector<Trials>& counts, std::vector<Link>* links) {
  for (size_t l = 0; l < links->size(); ++l) {
    Learn(counts[l], &(*links)[l].strength, &(*links)[l].ess);
  }
}

double Sum(const std::vector<double>& values) {
  return std::accumulate(values.begin(), values.end(), 0.0);
}

void LearnIndicator(const IndicatorCounts& counts, Indicator* indicator) {
  const double ess = indicator->profile_ess;
  const Profiles base = {indicator->healthy, indicator->troubled};
  const Profiles masses = {counts.healthy.Masses(base.healthy, ess),
                           counts.troubled.Masses(base.troubled, ess)};
  Profiles fitted = FitProfiles(indicator->categories, base, masses);
  indicator->healthy = std::move(fitted.healthy);
  indicator->troubled = std::move(fitted.troubled);
  indicator->leak = counts.leak.Mean(indicator->leak, ess);
  indicator->profile_ess = (Sum(masses.healthy) + Sum(masses.troubled)) / 2;
  LearnLinks(counts.links, &indicator->links);
}

}  // namespace

KnowledgeBase LearnedKnowledgeBase(const KnowledgeBase& base, const LearnedCounts& counts) {
  KnowledgeBase learned = base;
  if (counts.cases == 0) return learned;
  learned.version = absl::StrCat(base.version, "+", counts.Fingerprint().substr(0, 12));
  for (size_t i = 0; i < learned.issues.size(); ++i) {
    Issue& issue = learned.issues[i];
    Learn(counts.issues[i].arises, &issue.prior, &issue.prior_ess);
    LearnLinks(counts.issues[i].causes, &issue.parents);
  }
  for (size_t j = 0; j < learned.indicators.size(); ++j) {
    LearnIndicator(counts.indicators[j], &learned.indicators[j]);
  }
  return learned;
}

LabelAccuracy LearnedAccuracy(const LearnedCounts& counts) {
  return {counts.sensitivity.Mean(kExpectedAccuracy.sensitivity, kAccuracyEss),
          counts.specificity.Mean(kExpectedAccuracy.specificity, kAccuracyEss)};
}

}  // namespace pcsp::diagnosis

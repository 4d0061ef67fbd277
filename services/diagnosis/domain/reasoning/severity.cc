#include "services/diagnosis/domain/reasoning/severity.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace pcsp::diagnosis {
namespace {

constexpr double kPseudoAnswers = 4;

// Answers on the scale: how many, and the sum of their places. Not-relevant kinds have no place.
struct OnScale {
  double weight = 0;
  double sum = 0;
};

template <typename T>
OnScale Measure(const Indicator& indicator, const std::vector<T>& weights) {
  OnScale scale;
  for (size_t k = 0; k < weights.size(); ++k) {
    if (IsNotRelevant(indicator.categories[k])) continue;
    scale.weight += static_cast<double>(weights[k]);
    scale.sum += static_cast<double>(weights[k]) * static_cast<double>(k);
  }
  return scale;
}

double StrengthOf(const CompiledIndicator& indicator, int issue) {
  for (size_t b = 0; b < indicator.issues.size(); ++b) {
    if (indicator.issues[b] == issue) return indicator.strengths[b];
  }
  return 0;
}

}  // namespace

std::optional<double> SeverityOf(const Model& model, const Observations& observations, int issue) {
  double bad = 0, all = 0;
  for (const Observation& piece : observations.pieces) {
    const Indicator& indicator = model.kb.indicators[piece.indicator];
    const double strength = StrengthOf(model.indicators[piece.indicator], issue);
    if (strength == 0 || indicator.type == IndicatorType::kText) continue;
    const OnScale answers = Measure(indicator, piece.counts);
    const OnScale healthy = Measure(indicator, indicator.healthy);
    const OnScale troubled = Measure(indicator, indicator.troubled);
    if (answers.weight == 0 || healthy.weight == 0 || troubled.weight == 0) continue;
    const double well = healthy.sum / healthy.weight;
    const double badly = troubled.sum / troubled.weight;
    if (std::abs(well - badly) < 1e-12) continue;
    const double here = (answers.sum + kPseudoAnswers * well) / (answers.weight + kPseudoAnswers);
    bad += strength * answers.weight * std::clamp((well - here) / (well - badly), 0.0, 1.0);
    all += strength * answers.weight;
  }
  if (all == 0) return std::nullopt;
  return 100 * bad / all;
}

}  // namespace pcsp::diagnosis

#include "services/diagnosis/domain/reasoning/severity.h"

#include <algorithm>
#include <cmath>

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

// How bad the answers to one indicator are, 0 to 1, and how many there are on its scale.
struct Badness {
  double share = 0;
  double answers = 0;  // 0: nothing can be said
};

Badness Judge(const Indicator& indicator, const Observation& piece) {
  const OnScale answers = Measure(indicator, piece.counts);
  const OnScale healthy = Measure(indicator, indicator.healthy);
  const OnScale troubled = Measure(indicator, indicator.troubled);
  if (answers.weight == 0 || healthy.weight == 0 || troubled.weight == 0) return {};
  const double well = healthy.sum / healthy.weight;
  const double badly = troubled.sum / troubled.weight;
  if (std::abs(well - badly) < 1e-12) return {};
  const double here = (answers.sum + kPseudoAnswers * well) / (answers.weight + kPseudoAnswers);
  return {std::clamp((well - here) / (well - badly), 0.0, 1.0), answers.weight};
}

}  // namespace

std::vector<std::optional<double>> Severities(const Model& model,
                                              const Observations& observations) {
  std::vector<double> bad(model.kb.issues.size()), all(model.kb.issues.size());
  for (const Observation& piece : observations.pieces) {
    const Indicator& indicator = model.kb.indicators[piece.indicator];
    if (indicator.type == IndicatorType::kText) continue;
    const Badness badness = Judge(indicator, piece);
    const CompiledIndicator& compiled = model.indicators[piece.indicator];
    for (size_t b = 0; b < compiled.issues.size(); ++b) {
      const double weight = compiled.strengths[b] * badness.answers;
      bad[compiled.issues[b]] += weight * badness.share;
      all[compiled.issues[b]] += weight;
    }
  }
  std::vector<std::optional<double>> severities(all.size());
  for (size_t i = 0; i < all.size(); ++i) {
    if (all[i] > 0) severities[i] = 100 * bad[i] / all[i];
  }
  return severities;
}

}  // namespace pcsp::diagnosis

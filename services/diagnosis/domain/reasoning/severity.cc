#include "services/diagnosis/domain/reasoning/severity.h"

#include <algorithm>

namespace pcsp::diagnosis {
namespace {

constexpr double kPseudoAnswers = 4;

// How bad the answers to one indicator are, 0 to 1, and how many there are on its scale.
struct Badness {
  double share = 0;
  double answers = 0;  // 0: nothing can be said
};

Badness Judge(const CompiledIndicator& indicator, const Observation& piece) {
  if (!indicator.has_scale()) return {};
  int64_t answers = 0, sum = 0;
  for (size_t k = 0; k < piece.counts.size(); ++k) {
    if (indicator.places[k] < 0) continue;
    answers += piece.counts[k];
    sum += piece.counts[k] * indicator.places[k];
  }
  if (answers == 0) return {};
  const double here = (static_cast<double>(sum) + kPseudoAnswers * indicator.well) /
                      (static_cast<double>(answers) + kPseudoAnswers);
  return {std::clamp((indicator.well - here) / (indicator.well - indicator.badly), 0.0, 1.0),
          static_cast<double>(answers)};
}

}  // namespace

std::vector<std::optional<double>> Severities(const Model& model,
                                              const Observations& observations) {
  std::vector<double> bad(model.kb.issues.size()), all(model.kb.issues.size());
  for (const Observation& piece : observations.pieces) {
    if (model.kb.indicators[piece.indicator].type == IndicatorType::kText) continue;
    const CompiledIndicator& compiled = model.indicators[piece.indicator];
    const Badness badness = Judge(compiled, piece);
    for (size_t b = 0; b < compiled.issues.size(); ++b) {
      const double weight = compiled.strengths[b] * badness.answers;
      bad[compiled.issues[b]] += weight * badness.share;
      all[compiled.issues[b]] += weight;
    }
  }
  std::vector<std::optional<double>> severities(all.size());
  for (size_t i = 0; i < all.size(); ++i) {
    // Rounding may carry the mean of shares that are all 1 above it.
    if (all[i] > 0) severities[i] = std::min(100 * bad[i] / all[i], 100.0);
  }
  return severities;
}

}  // namespace pcsp::diagnosis

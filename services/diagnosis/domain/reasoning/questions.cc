#include "services/diagnosis/domain/reasoning/questions.h"

#include <algorithm>

namespace pcsp::diagnosis {
namespace {

const Scope& ScopeOf(const LevelModel& level, int indicator) {
  return level.network.scopes[level.network.scope_of_indicator[indicator]];
}

// H(Y) - E[H(Y | d)] of one answer Y.
double GainBits(const CompiledIndicator& indicator, const double* joint) {
  std::vector<double> answers(indicator.categories);
  double given_state = 0;
  for (int d = 0; d < indicator.states(); ++d) {
    given_state += joint[d] * indicator.entropy[d];
    const double* p = indicator.answers_at(d);
    for (int k = 0; k < indicator.categories; ++k) answers[k] += joint[d] * p[k];
  }
  return std::max(0.0, EntropyBits(answers) - given_state);
}

}  // namespace

std::vector<int> Unanswered(const Model& model, const Observations& observations) {
  std::vector<bool> answered(model.indicators.size());
  for (const Observation& piece : observations.pieces) answered[piece.indicator] = true;
  std::vector<int> unanswered;
  for (int j : model.at(observations.subject).indicators) {
    if (answered[j] || model.kb.indicators[j].type == IndicatorType::kText) continue;
    unanswered.push_back(j);
  }
  return unanswered;
}

std::vector<Question> RankQuestions(const Model& model, const LevelModel& level,
                                    const std::vector<int>& unanswered,
                                    const std::vector<double>& joints) {
  std::vector<Question> questions;
  for (int j : unanswered) {
    questions.push_back({j, GainBits(model.indicators[j], &joints[ScopeOf(level, j).offset])});
  }
  const auto per_minute = [&](const Question& q) {
    return q.bits / model.kb.indicators[q.indicator].ask_minutes;
  };
  std::stable_sort(questions.begin(), questions.end(), [&](const Question& a, const Question& b) {
    return per_minute(a) > per_minute(b);
  });
  return questions;
}

}  // namespace pcsp::diagnosis

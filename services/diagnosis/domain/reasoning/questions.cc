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

// The probability of a finding after answer k.
double After(const CompiledIndicator& indicator, int k, const Pair* joint) {
  Pair sum = {0, 0};
  for (int d = 0; d < indicator.states(); ++d) {
    sum += joint[d] * indicator.single[d * indicator.categories + k];
  }
  return sum[kHolds] / (sum[kHolds] + sum[kAbsent]);
}

// The band that a finding is in, and the probabilities of the engine that are shown in it.
class BandNow {
 public:
  BandNow(double probability, const LogitLine& shown)
      : band_(BandOf(shown(probability))), shown_(shown) {}

  bool Holds(double shown) const { return BandOf(shown) == band_; }
  // Whether the finding can leave the band when one of these states turns out: its probability is
  // then a mean of those that it has in each of them.
  bool MayLeave(const Pair* joint, int states) const {
    constexpr double kRounding = 1e-9;
    double low = 1, high = 0;
    for (int d = 0; d < states; ++d) {
      const double both = joint[d][kHolds] + joint[d][kAbsent];
      if (!(both > 0)) continue;
      low = std::min(low, joint[d][kHolds] / both);
      high = std::max(high, joint[d][kHolds] / both);
    }
    return !Holds(shown_(std::max(0.0, low - kRounding))) ||
           !Holds(shown_(std::min(1.0, high + kRounding)));
  }

 private:
  const Band band_;
  const LogitLine& shown_;
};

// Whether some answer about this scope can. What is apart from the finding is tried first by its
// separator, through which alone it can tell of the finding.
bool MayFlip(const BandNow& now, const Scope& scope, int number, Halves* halves) {
  return (!halves->Apart(number) ||
          now.MayLeave(halves->Separator(number), halves->separator_states(number))) &&
         now.MayLeave(halves->Joint(number), scope.states());
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

std::vector<FlippingAnswer> PossibleAnswers(const Model& model, const LevelModel& level,
                                            const std::vector<int>& unanswered,
                                            const std::vector<double>& joints) {
  std::vector<FlippingAnswer> answers;
  for (int j : unanswered) {
    const CompiledIndicator& indicator = model.indicators[j];
    const double* joint = &joints[ScopeOf(level, j).offset];
    for (int k = 0; k < indicator.categories; ++k) {
      FlippingAnswer& answer = answers.emplace_back();
      answer.indicator = j;
      answer.category = k;
      for (int d = 0; d < indicator.states(); ++d) {
        answer.answer_probability += joint[d] * indicator.answers_at(d)[k];
      }
    }
  }
  std::stable_sort(answers.begin(), answers.end(), [](const auto& a, const auto& b) {
    return a.answer_probability > b.answer_probability;
  });
  return answers;
}

std::optional<FlippingAnswer> FindFlippingAnswer(const Model& model, const LevelModel& level,
                                                 const std::vector<FlippingAnswer>& answers,
                                                 Halves* halves, double probability,
                                                 const LogitLine& shown) {
  const BandNow now(probability, shown);
  enum : char { kUnknown, kMay, kCannot };
  std::vector<char> flips(model.indicators.size(), kUnknown);
  for (const FlippingAnswer& answer : answers) {
    char& can = flips[answer.indicator];
    if (can == kCannot) continue;
    const int scope = level.network.scope_of_indicator[answer.indicator];
    if (can == kUnknown) {
      can = MayFlip(now, level.network.scopes[scope], scope, halves) ? kMay : kCannot;
    }
    if (can == kCannot) continue;
    const double after =
        shown(After(model.indicators[answer.indicator], answer.category, halves->Joint(scope)));
    if (now.Holds(after)) continue;
    FlippingAnswer flipping = answer;
    flipping.probability = after;
    return flipping;
  }
  return std::nullopt;
}

}  // namespace pcsp::diagnosis

#include "services/diagnosis/domain/reasoning/flipping.h"

#include <algorithm>

#include "services/diagnosis/domain/reasoning/ledger.h"

namespace pcsp::diagnosis {
namespace {

const Scope& ScopeOf(const LevelModel& level, int indicator) {
  return level.network.scopes[level.network.scope_of_indicator[indicator]];
}

// The probability of a finding after answer k.
double ProbabilityAfter(const CompiledIndicator& indicator, int k, const Pair* joint) {
  Pair sum = {0, 0};
  for (int d = 0; d < indicator.states(); ++d) {
    sum += joint[d] * indicator.single[d * indicator.categories + k];
  }
  return sum[kHolds] / (sum[kHolds] + sum[kAbsent]);
}

double DecibansOf(double probability) { return Decibans(probability, 1 - probability); }

// The band that a finding is in, and what an answer makes of it.
class BandNow {
 public:
  BandNow(const Model& model, const LevelModel& level, const Standpoint& now,
          const LogitLine& shown)
      : model_(model),
        level_(level),
        now_(now),
        shown_(shown),
        by_probability_(BandOf(shown(now.probability))),
        unknown_(now.verdict.band == Band::kInsufficientData),
        band_(unknown_ ? by_probability_ : now.verdict.band),
        signals_(now.verdict.signals),
        speaking_known_(by_probability_ == Band::kLikely && !unknown_) {}

  // The band after this answer, where it is another.
  std::optional<Band> After(const FlippingAnswer& answer, double probability) {
    Band band = BandOf(shown_(probability));
    if (band == by_probability_ && (unknown_ || band != Band::kLikely)) return std::nullopt;
    if (unknown_ && !Direct(answer.indicator)) return std::nullopt;
    if (band == Band::kLikely && !Seconded(answer, probability)) band = Band::kPossible;
    if (band == band_) return std::nullopt;
    return band;
  }

  // Whether an answer to this may be the second kind of signal that a finding held back waits for.
  bool MayRiseBy(int indicator) const { return HeldBack() && Direct(indicator); }
  // Whether the finding can leave the band otherwise, when one of these states turns out: its
  // probability is then a mean of those that it has in each of them.
  bool MayLeave(const Pair* joint, int states) const {
    constexpr double kRounding = 1e-9;
    double low = 1, high = 0;
    for (int d = 0; d < states; ++d) {
      const double both = joint[d][kHolds] + joint[d][kAbsent];
      if (!(both > 0)) continue;
      low = std::min(low, joint[d][kHolds] / both);
      high = std::max(high, joint[d][kHolds] / both);
    }
    return !Stays(shown_(std::max(0.0, low - kRounding))) ||
           !Stays(shown_(std::min(1.0, high + kRounding)));
  }

 private:
  // Whether no answer that makes it as likely as this can change the band.
  bool Stays(double shown) const {
    const Band band = BandOf(shown);
    return band == band_ || (band == Band::kLikely && HeldBack());
  }
  bool HeldBack() const { return by_probability_ == Band::kLikely && band_ == Band::kPossible; }

  bool Direct(int indicator) const {
    const auto& issues = model_.indicators[indicator].issues;
    return std::find(issues.begin(), issues.end(), now_.issue) != issues.end();
  }

  // Whether "likely" would stand after the answer, by the rule of JudgeBand().
  bool Seconded(const FlippingAnswer& answer, double probability) {
    if (band_ == Band::kLikely && !unknown_) return true;
    if (!speaking_known_) now_.find_speaking(&signals_);
    speaking_known_ = true;
    Signals after = signals_;
    if (Direct(answer.indicator)) {
      const bool speaks = Weight(answer, probability) >= kSpeaksDecibans;
      const bool fact = model_.kb.indicators[answer.indicator].type == IndicatorType::kFact;
      (fact ? after.fact : after.item) = true;
      (fact ? after.fact_speaks : after.item_speaks) |= speaks;
    }
    return JudgeBand(shown_(probability), after).band == Band::kLikely;
  }

  // What the answer would weigh in the ledger.
  double Weight(const FlippingAnswer& answer, double probability) const {
    const Pair* before =
        &level_.before_evidence[now_.subject][ScopeOf(level_, answer.indicator).offset];
    const double alone =
        ProbabilityAfter(model_.indicators[answer.indicator], answer.category, before);
    const auto [holds, absent] = level_.PriorOdds(now_.subject);
    const double first_in = DecibansOf(alone) - Decibans(holds, absent);
    return (first_in + DecibansOf(probability) - DecibansOf(now_.probability)) / 2;
  }

  const Model& model_;
  const LevelModel& level_;
  const Standpoint& now_;
  const LogitLine& shown_;
  const Band by_probability_;  // what the probability alone says
  const bool unknown_;
  const Band band_;
  Signals signals_;
  bool speaking_known_;
};

// Whether some answer to this indicator, which is about this scope, can. What is apart from the
// finding is tried first by its separator, through which alone it can tell of the finding.
bool MayFlip(const BandNow& now, int indicator, const Scope& scope, int number, Halves* halves) {
  if (now.MayRiseBy(indicator)) return true;
  return (!halves->Apart(number) ||
          now.MayLeave(halves->Separator(number), halves->separator_states(number))) &&
         now.MayLeave(halves->Joint(number), scope.states());
}

}  // namespace

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
                                                 Halves* halves, const Standpoint& now,
                                                 const LogitLine& shown) {
  BandNow band(model, level, now, shown);
  enum : char { kUnknown, kMay, kCannot };
  std::vector<char> flips(model.indicators.size(), kUnknown);
  for (const FlippingAnswer& answer : answers) {
    char& can = flips[answer.indicator];
    if (can == kCannot) continue;
    const int scope = level.network.scope_of_indicator[answer.indicator];
    if (can == kUnknown) {
      can = MayFlip(band, answer.indicator, ScopeOf(level, answer.indicator), scope, halves)
                ? kMay
                : kCannot;
    }
    if (can == kCannot) continue;
    const double after =
        ProbabilityAfter(model.indicators[answer.indicator], answer.category, halves->Joint(scope));
    const std::optional<Band> flipped = band.After(answer, after);
    if (!flipped) continue;
    FlippingAnswer flipping = answer;
    flipping.probability = shown(after);
    flipping.band = *flipped;
    return flipping;
  }
  return std::nullopt;
}

}  // namespace pcsp::diagnosis

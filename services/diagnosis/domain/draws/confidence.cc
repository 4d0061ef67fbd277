#include "services/diagnosis/domain/draws/confidence.h"

#include <algorithm>
#include <cmath>

#include "services/diagnosis/domain/draws/sampler.h"

namespace pcsp::diagnosis {
namespace {

constexpr int kAnswerDraws = 128;
constexpr int64_t kMostAnswers = 32;
constexpr double kTail = 0.1;  // outside an interval, on each side

// FNV-1a over the answers: the same evidence gives the same draws.
uint64_t SeedOf(const Observations& observations) {
  uint64_t seed = 0xcbf29ce484222325;
  const auto mix = [&](int64_t value) {
    seed = (seed ^ static_cast<uint64_t>(value)) * 0x100000001b3;
  };
  for (const Observation& piece : observations.pieces) {
    mix(piece.indicator);
    for (int64_t count : piece.counts) mix(count);
  }
  return seed;
}

int64_t AnswersToExpect(const Case& given) {
  int64_t most = 1;
  const auto& pieces = given.observations().pieces;
  for (size_t i = 0; i < pieces.size(); ++i) {
    const bool item = given.model().kb.indicators[pieces[i].indicator].type == IndicatorType::kItem;
    if (item && given.own(i)) most = std::max(most, pieces[i].answers);
  }
  return std::min(most, kMostAnswers);
}

// Answers of one site to one indicator: a Pólya urn draws from the Dirichlet-multinomial.
void DrawAnswers(const CompiledIndicator& indicator, const double* answers, int64_t people,
                 Random* random, std::vector<int64_t>* counts) {
  counts->assign(indicator.categories, 0);
  for (int64_t n = 0; n < people; ++n) {
    double left = random->Uniform() * (indicator.kappa + static_cast<double>(n));
    int k = 0;
    for (; k + 1 < indicator.categories; ++k) {
      left -= indicator.kappa * answers[k] + static_cast<double>((*counts)[k]);
      if (left < 0) break;
    }
    ++(*counts)[k];
  }
}

// One future after another, each of them starting from the evidence of today.
class Futures {
 public:
  Futures(const Case& given, const std::vector<int>& unanswered)
      : case_(given),
        unanswered_(unanswered),
        people_(AnswersToExpect(given)),
        today_(given.Tables(kEverything)),
        random_(SeedOf(given.observations())) {}

  // Draws one; false when it is impossible.
  bool Next(const Belief& posterior, Belief* future) {
    SampleState(posterior, &random_, &state_);
    EvidenceTables tables = today_;
    for (int j : unanswered_) Answer(j, &tables);
    return future->Calibrate(tables);
  }

 private:
  void Answer(int j, EvidenceTables* tables) {
    const CompiledIndicator& indicator = case_.model().indicators[j];
    const Network& network = case_.level().network;
    int d = 0;
    for (size_t b = 0; b < indicator.issues.size(); ++b) {
      d |= state_[network.variable_of[indicator.issues[b]]] << b;
    }
    const bool item = case_.model().kb.indicators[j].type == IndicatorType::kItem;
    DrawAnswers(indicator, indicator.answers_at(d), item ? people_ : 1, &random_, &counts_);
    logs_.resize(indicator.states());
    LogLikelihood(indicator, counts_, absl::MakeSpan(logs_));
    tables->Add(network, network.scope_of_indicator[j], logs_);
  }

  const Case& case_;
  const std::vector<int>& unanswered_;
  const int64_t people_;
  const EvidenceTables today_;
  Random random_;
  std::vector<uint8_t> state_;
  std::vector<int64_t> counts_;
  std::vector<double> logs_;
};

double ProbabilityOf(const Belief& belief, int variable) {
  const auto [holds, absent] = belief.Odds(variable);
  return holds / (holds + absent);
}

Interval Middle(std::vector<double> values, double own) {
  std::sort(values.begin(), values.end());
  const auto quantile = [&](double share) {  // linear between order statistics
    const double at = share * static_cast<double>(values.size() - 1);
    const auto below = static_cast<size_t>(at);
    const size_t above = std::min(below + 1, values.size() - 1);
    return values[below] + (at - static_cast<double>(below)) * (values[above] - values[below]);
  };
  return {std::min(own, quantile(kTail)), std::max(own, quantile(1 - kTail))};
}

EvidenceTables TablesUnder(const Case& given, const ParameterDraw& draw) {
  EvidenceTables tables = given.Surrounding();
  std::vector<double> logs;
  for (const Observation& piece : given.observations().pieces) {
    const CompiledIndicator& indicator = draw.indicators[piece.indicator];
    logs.resize(indicator.states());
    LogLikelihoodOf(indicator, piece, absl::MakeSpan(logs));
    const Network& network = given.level().network;
    tables.Add(network, network.scope_of_indicator[piece.indicator], logs);
  }
  return tables;
}

}  // namespace

std::vector<double> Stability(const Case& given, const Belief& posterior,
                              const std::vector<int>& unanswered, double flag_from) {
  const std::vector<int>& subjects = given.level().subjects;
  if (unanswered.empty()) return std::vector<double>(subjects.size(), 1.0);
  std::vector<double> stays(subjects.size());
  Futures futures(given, unanswered);
  Belief future(given.level().network);
  int drawn = 0;
  for (int i = 0; i < kAnswerDraws; ++i) {
    if (!futures.Next(posterior, &future)) continue;
    ++drawn;
    for (size_t s = 0; s < subjects.size(); ++s) {
      stays[s] += (ProbabilityOf(future, subjects[s]) >= flag_from) ==
                  (ProbabilityOf(posterior, subjects[s]) >= flag_from);
    }
  }
  for (double& share : stays) share /= std::max(drawn, 1);
  return stays;
}

std::vector<Interval> Intervals(const Case& given, const Belief& posterior,
                                const std::vector<ParameterDraw>& draws) {
  const LevelModel& level = given.level();
  std::vector<std::vector<double>> values(level.subjects.size());
  Belief belief(level.network);
  for (const ParameterDraw& draw : draws) {
    const std::vector<double> priors = PriorsOf(level.network, draw.causes);
    if (!belief.Calibrate(TablesUnder(given, draw), priors)) continue;
    for (size_t s = 0; s < values.size(); ++s) {
      values[s].push_back(ProbabilityOf(belief, level.subjects[s]));
    }
  }
  std::vector<Interval> intervals;
  for (size_t s = 0; s < values.size(); ++s) {
    const double own = ProbabilityOf(posterior, level.subjects[s]);
    intervals.push_back(values[s].empty() ? Interval{own, own} : Middle(values[s], own));
  }
  return intervals;
}

}  // namespace pcsp::diagnosis

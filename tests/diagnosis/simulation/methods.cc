#include "tests/diagnosis/simulation/methods.h"

#include <algorithm>
#include <cmath>

namespace pcsp::diagnosis::testing {
namespace {

std::vector<double> LogsOf(const Model& model, const Observation& piece) {
  std::vector<double> logs(model.indicators[piece.indicator].states());
  LogLikelihood(model.indicators[piece.indicator], piece.counts, absl::MakeSpan(logs));
  return logs;
}

// The mean likelihood of a piece where an issue holds, over that where it does not; `joint` is from
// the piece's scope on.
double LikelihoodRatio(const std::vector<double>& logs, const Pair* joint) {
  Pair sum = {0, 0}, weight = {0, 0};
  for (size_t d = 0; d < logs.size(); ++d) {
    sum += joint[d] * std::exp(logs[d]);
    weight += joint[d];
  }
  const Pair mean = sum / weight;
  return mean[kHolds] / mean[kAbsent];
}

}  // namespace

std::vector<double> ExactProbabilities(const Model& model, const Observations& observations) {
  const LevelModel& level = model.at(observations.subject);
  EvidenceTables tables(level.network);
  for (const Observation& piece : observations.pieces) {
    tables.Add(level.network, level.network.scope_of_indicator[piece.indicator],
               LogsOf(model, piece));
  }
  Belief belief(level.network);
  belief.Calibrate(tables);
  std::vector<double> probabilities;
  for (int variable : level.subjects) {
    const auto [holds, absent] = belief.Odds(variable);
    probabilities.push_back(holds / (holds + absent));
  }
  return probabilities;
}

std::vector<double> NaiveProbabilities(const Model& model, const Observations& observations) {
  const LevelModel& level = model.at(observations.subject);
  std::vector<double> log_odds;
  for (size_t s = 0; s < level.subjects.size(); ++s) {
    const auto [holds, absent] = level.PriorOdds(s);
    log_odds.push_back(std::log(holds / absent));
  }
  for (const Observation& piece : observations.pieces) {
    if (model.kb.indicators[piece.indicator].level != observations.subject) continue;
    const std::vector<double> logs = LogsOf(model, piece);
    const Scope& scope = level.network.scopes[level.network.scope_of_indicator[piece.indicator]];
    for (size_t s = 0; s < level.subjects.size(); ++s) {
      if (std::count(scope.variables.begin(), scope.variables.end(), level.subjects[s]) == 0) {
        continue;
      }
      log_odds[s] += std::log(LikelihoodRatio(logs, &level.before_evidence[s][scope.offset]));
    }
  }
  std::vector<double> probabilities;
  for (double odds : log_odds) probabilities.push_back(1 / (1 + std::exp(-odds)));
  return probabilities;
}

Observations OwnLevelOnly(const Model& model, Observations observations) {
  const auto above = [&](const Observation& piece) {
    return model.kb.indicators[piece.indicator].level != observations.subject;
  };
  observations.pieces.erase(
      std::remove_if(observations.pieces.begin(), observations.pieces.end(), above),
      observations.pieces.end());
  return observations;
}

}  // namespace pcsp::diagnosis::testing

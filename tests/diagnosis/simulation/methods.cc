#include "tests/diagnosis/simulation/methods.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace pcsp::diagnosis::testing {
namespace {

std::vector<double> LogsOf(const Model& model, const Observation& piece) {
  std::vector<double> logs(model.indicators[piece.indicator].states());
  LogLikelihood(model.indicators[piece.indicator], piece.counts, absl::MakeSpan(logs));
  return logs;
}

constexpr int64_t kFewest = 5, kFewestForCounts = 8;

// As many people as are needed, a quarter, half or three quarters of the way along the scale.
void StandForTendency(const std::vector<std::string>& categories, Observation* piece) {
  int steps = 0;
  for (const std::string& category : categories) steps += !IsNotRelevant(category);
  int64_t bad = 0, good = 0;
  for (int k = 0; k < steps; ++k) {
    if (2 * k < steps - 1) bad += piece->counts[k];
    if (2 * k > steps - 1) good += piece->counts[k];
  }
  int place = steps / 2;
  if (3 * bad >= 2 * piece->answers) place = steps / 4;
  if (3 * good >= 2 * piece->answers) place = steps - 1 - steps / 4;
  std::fill(piece->counts.begin(), piece->counts.end(), 0);
  piece->counts[place] = piece->answers = kFewest;
}

bool OfOneMind(const std::vector<std::string>& categories, const Observation& piece) {
  size_t best = categories.size() - 1;
  while (IsNotRelevant(categories[best])) --best;
  return piece.counts[0] == piece.answers || piece.counts[best] == piece.answers;
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

Observations AsResultsShow(const Model& model, Observations observations) {
  std::vector<Observation> shown;
  for (Observation& piece : observations.pieces) {
    const Indicator& indicator = model.kb.indicators[piece.indicator];
    if (indicator.type == IndicatorType::kItem) {
      if (piece.answers < kFewest) continue;
      if (piece.answers < kFewestForCounts) {
        StandForTendency(indicator.categories, &piece);
      } else if (OfOneMind(indicator.categories, piece)) {
        continue;
      }
    }
    shown.push_back(std::move(piece));
  }
  observations.pieces = std::move(shown);
  return observations;
}

}  // namespace pcsp::diagnosis::testing

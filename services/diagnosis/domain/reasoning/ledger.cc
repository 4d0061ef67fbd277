#include "services/diagnosis/domain/reasoning/ledger.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace pcsp::diagnosis {
namespace {

// Odds stay finite, and so do the products of two of them.
constexpr double kLeast = 1e-150;
// Keeps a likelihood above zero, so that it can be divided out again.
constexpr double kLeastLog = -300;

std::vector<double> Scaled(const std::vector<double>& logs) {
  const double top = *std::max_element(logs.begin(), logs.end());
  std::vector<double> likelihood;
  likelihood.reserve(logs.size());
  for (double log : logs) likelihood.push_back(std::exp(std::max(log - top, kLeastLog)));
  return likelihood;
}

double Odds(double holds, double absent) {
  return std::max(holds, kLeast) / std::max(absent, kLeast);
}

// The odds of an issue when its joint with a scope is weighed by `weights`. With a likelihood this
// takes a piece in; with its inverse it takes the piece out, which speaks only through its scope.
double OddsWith(const LevelModel::Halves& joint, int offset, const std::vector<double>& weights) {
  double holds = 0, absent = 0;
  for (size_t d = 0; d < weights.size(); ++d) {
    holds += joint.holds[offset + d] * weights[d];
    absent += joint.absent[offset + d] * weights[d];
  }
  return Odds(holds, absent);
}

}  // namespace

double Decibans(double holds, double absent) { return 10 * std::log10(Odds(holds, absent)); }

Ledgers::Ledgers(const Model& model, const Observations& observations,
                 const std::vector<std::vector<double>>& log_likelihoods)
    : model_(model), level_(model.at(observations.subject)) {
  for (size_t i = 0; i < observations.pieces.size(); ++i) {
    const int indicator = observations.pieces[i].indicator;
    if (model.kb.indicators[indicator].level != observations.subject) continue;
    own_.push_back(static_cast<int>(i));
    scopes_.push_back(&level_.network.scopes[level_.network.scope_of_indicator[indicator]]);
    likelihoods_.push_back(Scaled(log_likelihoods[i]));
    auto& inverse = inverse_likelihoods_.emplace_back(likelihoods_.back());
    for (double& likelihood : inverse) likelihood = 1 / likelihood;
  }
  for (size_t s = 0; s < level_.subjects.size(); ++s) {
    const auto [holds, absent] = level_.PriorOdds(s);
    priors_.push_back(Decibans(holds, absent));
  }
  WeighUpperLevels(observations, log_likelihoods);
}

void Ledgers::WeighUpperLevels(const Observations& observations,
                               const std::vector<std::vector<double>>& log_likelihoods) {
  if (own_.size() == observations.pieces.size()) return;
  const Network& network = level_.network;
  EvidenceTables above(network), own(network);
  for (size_t i = 0; i < observations.pieces.size(); ++i) {
    const int indicator = observations.pieces[i].indicator;
    const bool is_own = model_.kb.indicators[indicator].level == observations.subject;
    (is_own ? own : above).Add(network, network.scope_of_indicator[indicator], log_likelihoods[i]);
  }
  Belief belief(network);
  const auto weigh = [&](const EvidenceTables& evidence) {
    std::vector<double> decibans;
    belief.Calibrate(evidence);
    for (int subject : level_.subjects) {
      const auto [holds, absent] = belief.Odds(subject);
      decibans.push_back(Decibans(holds, absent));
    }
    return decibans;
  };
  only_above_ = weigh(above);
  without_above_ = weigh(own);
}

double Ledgers::FromAboveAlone(size_t s) const {
  return only_above_.empty() ? 0 : only_above_[s] - priors_[s];
}

Ledger Ledgers::Of(size_t s, std::pair<double, double> odds,
                   const LevelModel::Halves& posterior) const {
  Ledger ledger;
  ledger.prior = priors_[s];
  ledger.posterior = Decibans(odds.first, odds.second);
  if (!only_above_.empty()) {
    ledger.from_above = (FromAboveAlone(s) + ledger.posterior - without_above_[s]) / 2;
  }
  for (size_t i = 0; i < own_.size(); ++i) {
    const int offset = scopes_[i]->offset;
    const double alone = OddsWith(level_.before_evidence[s], offset, likelihoods_[i]);
    const double without = OddsWith(posterior, offset, inverse_likelihoods_[i]);
    // First in: alone - prior. Last out: posterior - without. One logarithm serves both.
    ledger.pieces.push_back((10 * std::log10(alone / without) - ledger.prior + ledger.posterior) /
                            2);
  }
  ledger.overlap = ledger.posterior - ledger.prior - ledger.from_above -
                   std::accumulate(ledger.pieces.begin(), ledger.pieces.end(), 0.0);
  return ledger;
}

}  // namespace pcsp::diagnosis

#include "tests/diagnosis/enumeration.h"

#include <cmath>

namespace pcsp::diagnosis::testing {

Enumeration::Enumeration(const KnowledgeBase& kb, Level subject) : kb_(kb) {
  std::vector<const Issue*> issues;
  for (const Issue& issue : kb.issues) {
    if (issue.level <= subject) issues.push_back(&issue);
  }
  for (int s = 0; s < 1 << issues.size(); ++s) {
    State state;
    for (size_t i = 0; i < issues.size(); ++i) state[issues[i]->id] = s >> i & 1;
    double prior = 1;
    for (const Issue* issue : issues) {
      const double arises = Arises(*issue, state);
      prior *= state[issue->id] ? arises : 1 - arises;
    }
    states_.push_back(std::move(state));
    priors_.push_back(prior);
  }
  Observe({});
}

void Enumeration::Observe(const std::vector<Observation>& pieces) {
  weights_.clear();
  total_ = 0;
  for (size_t s = 0; s < states_.size(); ++s) {
    double weight = priors_[s];
    for (const Observation& piece : pieces) weight *= Likelihood(piece, states_[s]);
    weights_.push_back(weight);
    total_ += weight;
  }
}

double Enumeration::log_evidence() const { return std::log(total_); }

double Enumeration::Decibans(const std::string& issue) const {
  const double p = Probability(issue);
  const double q = Expect([&](const State& state) { return state.at(issue) ? 0.0 : 1.0; });
  return 10 * std::log10(p / q);
}

double Enumeration::Arises(const Issue& issue, const State& state) const {
  double spared = 1 - issue.prior;
  for (const Link& link : issue.parents) {
    if (state.at(link.issue)) spared *= 1 - link.strength;
  }
  return 1 - spared;
}

double Enumeration::Answer(const Indicator& indicator, size_t k, const State& state) const {
  double spared = 1 - indicator.leak;
  for (const Link& link : indicator.links) {
    if (state.at(link.issue)) spared *= 1 - link.strength;
  }
  return spared * indicator.healthy[k] + (1 - spared) * indicator.troubled[k];
}

double Enumeration::Likelihood(const Observation& piece, const State& state) const {
  const Indicator& indicator = kb_.indicators[piece.indicator];
  const double kappa = indicator.kappa;
  double n = 0, log = 0;
  for (size_t k = 0; k < piece.counts.size(); ++k) {
    const double a = kappa * Answer(indicator, k, state);
    const double count = static_cast<double>(piece.counts[k]);
    n += count;
    log += std::lgamma(count + a) - std::lgamma(a);
  }
  log += std::lgamma(kappa) - std::lgamma(n + kappa);
  return std::exp(indicator.eta * log);
}

}  // namespace pcsp::diagnosis::testing

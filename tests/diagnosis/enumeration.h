// The same quantities as the engine's, by adding up every state of every issue: slow, obvious,
// and sharing no code with it.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "services/diagnosis/domain/evidence.h"
#include "services/diagnosis/domain/knowledge/knowledge_base.h"

namespace pcsp::diagnosis::testing {

class Enumeration {
 public:
  using State = std::map<std::string, bool>;  // issue -> holds

  // All issues of `subject` and above.
  Enumeration(const KnowledgeBase& kb, Level subject);

  // Takes evidence in; starts again from the prior.
  void Observe(const std::vector<Observation>& pieces);

  double log_evidence() const;
  // E[f(state) | evidence].
  template <typename F>
  double Expect(F f) const {
    double sum = 0;
    for (size_t i = 0; i < states_.size(); ++i) sum += weights_[i] * f(states_[i]);
    return sum / total_;
  }
  double Probability(const std::string& issue) const {
    return Expect([&](const State& state) { return state.at(issue) ? 1.0 : 0.0; });
  }
  double Decibans(const std::string& issue) const;

  // P(issue holds | its causes).
  double Arises(const Issue& issue, const State& state) const;
  // P(category k | state) of one answer.
  double Answer(const Indicator& indicator, size_t k, const State& state) const;

 private:
  double Likelihood(const Observation& piece, const State& state) const;

  const KnowledgeBase& kb_;
  std::vector<State> states_;
  std::vector<double> priors_;
  std::vector<double> weights_;
  double total_ = 0;
};

}  // namespace pcsp::diagnosis::testing

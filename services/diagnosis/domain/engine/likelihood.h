// One primitive for items, facts and text: how well each state of the issues explains the answers
// (methods.md 2.2).
#pragma once

#include <cstdint>
#include <vector>

#include "absl/types/span.h"
#include "services/diagnosis/domain/knowledge/knowledge_base.h"

namespace pcsp::diagnosis {

// An indicator made ready for inference. A state d is a number whose bit b says whether issue
// `issues[b]` holds.
struct CompiledIndicator {
  std::vector<int> issues;        // indexes into the knowledge base, ascending
  std::vector<double> strengths;  // in the order of `issues`
  int categories = 0;
  double kappa = 0;
  double eta = 0;
  double cap = 0;                      // the widest that log L may spread over states; 0: no bound
  std::vector<double> meets;           // q(d): chance that a respondent meets the trouble
  std::vector<double> answers;         // p_k(d), at [d * categories + k]
  std::vector<double> concentrations;  // kappa * p_k(d), at [k * states + d]
  std::vector<double> single;          // p_k(d)^eta: the likelihood of one answer
  std::vector<double> entropy;         // of one answer given d, in bits
  // By category, its place on the scale from worst to best; -1 for a "not relevant", which has
  // none.
  std::vector<int> places;
  double well = 0, badly = 0;  // mean places where things go well, and where there is trouble

  // Whether a mean place says anything.
  bool has_scale() const { return well != badly; }
  int states() const { return 1 << issues.size(); }
  const double* answers_at(int state) const { return &answers[state * categories]; }
};

// `issues[b]` is the index of the issue that links[b] names.
CompiledIndicator CompileIndicator(const Indicator& indicator, const std::vector<int>& issues);

// Writes log L(d), the discounted Dirichlet-multinomial likelihood, for every state d. Counts are
// 0 or more, one for each category; all zero gives log L = 0. L may be 0 (log: minus infinity)
// where a profile holds a zero.
void LogLikelihood(const CompiledIndicator& indicator, absl::Span<const int64_t> counts,
                   absl::Span<double> log_likelihood);

// The same for notes, of which `unconfirmed` more count half: the mean of log L with and without
// them. All states together are then drawn towards each other until they spread no wider than the
// cap, so that the notes move no linked issue by more than that, and the ledger sees what the
// posterior sees.
void LogLikelihoodOfNotes(const CompiledIndicator& indicator, absl::Span<const int64_t> counts,
                          absl::Span<const int64_t> unconfirmed, absl::Span<double> log_likelihood);

// Entropy of a distribution in bits.
double EntropyBits(absl::Span<const double> distribution);

}  // namespace pcsp::diagnosis

// A calibrated belief split by one issue: what goes with its holding, and what with its absence.
#pragma once

#include <vector>

#include "services/diagnosis/domain/engine/belief.h"

namespace pcsp::diagnosis {

// {P(state, issue = 0), P(state, issue = 1)}, side by side so that one instruction serves both.
using Pair = double __attribute__((vector_size(16)));
inline constexpr int kAbsent = 0, kHolds = 1;

// Works out what is asked for, and no more: most scopes are apart from an issue, and of these the
// few states of a separator often say all. Each half has full relative precision, and is exactly 0
// where it must be. Not thread-safe; the belief must outlive it unchanged.
class Halves {
 public:
  explicit Halves(const Belief& calibrated);

  // Splits by another variable. What was given out before is no longer valid.
  void Split(int variable);

  // The joint of a scope with each value of the variable.
  const Pair* Joint(int scope);
  // Whether the scope has nothing to do with the variable once the separator is known between the
  // scope's clique and the one above it.
  bool Apart(int scope) const { return !near_[network_.scopes[scope].clique]; }
  // Of a scope that is apart: the joint of that separator with each value of the variable.
  const Pair* Separator(int scope) { return SeparatorOf(network_.scopes[scope].clique); }
  int separator_states(int scope) const { return CliqueOf(scope).separator_states; }
  // Whatever the variable: what is expected of `factors`, one for each state of the scope, in each
  // state of that separator.
  void Expect(int scope, const double* factors, double* out);

 private:
  const CliqueLayout& CliqueOf(int scope) const {
    return network_.cliques[network_.scopes[scope].clique];
  }
  // P(clique | separator to its parent).
  const double* Conditional(int clique);
  const Pair* Table(int clique);
  const Pair* SeparatorOf(int clique);
  void Mask(int clique, int bit);
  // From the highest clique that holds the variable to the root.
  void Rise(int clique);

  // What is known of each clique and scope: nothing yet, of this variable, or of all.
  using Known = std::vector<char>;

  const Belief& belief_;
  const Network& network_;
  int variable_ = 0;
  std::vector<double> conditionals_;
  Known conditional_known_;
  std::vector<Pair> tables_;
  Known table_known_;
  std::vector<Pair> separators_;
  Known separator_known_;
  std::vector<Pair> joints_;
  Known joint_known_;
  Known near_;  // cliques that hold the variable, or lie between those and the root
};

}  // namespace pcsp::diagnosis

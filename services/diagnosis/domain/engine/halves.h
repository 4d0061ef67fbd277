// A calibrated belief split by one issue: what goes with its holding, and what with its absence.
#pragma once

#include <vector>

#include "absl/types/span.h"
#include "services/diagnosis/domain/engine/belief.h"

namespace pcsp::diagnosis {

// {P(state, issue = 0), P(state, issue = 1)}, side by side so that one instruction serves both.
using Pair = double __attribute__((vector_size(16)));
inline constexpr int kAbsent = 0, kHolds = 1;

// What to read: some of the scopes, and the cliques that lead to them from the root.
struct ReadPlan {
  std::vector<int> scopes;   // indexes into Network::scopes
  std::vector<int> cliques;  // parents before children
};

// `scopes` may name one more than once.
ReadPlan PlanOf(const Network& network, std::vector<int> scopes);

// Reads halves from a calibrated belief, by the conditional tables P(clique | separator), which
// all issues share. Not thread-safe; what it is made from must outlive it
// unchanged.
class Halves {
 public:
  Halves(const Belief& calibrated, const ReadPlan& reading);

  // The joint of each scope of the reading with each value of `variable`, at Scope::offset. Each
  // half has full relative precision, and is exactly 0 where it must be.
  void Read(int variable, absl::Span<Pair> joints);

 private:
  void Mask(int clique, int bit);
  // From the highest clique that holds the variable to the root.
  void Rise(int clique);
  void Fall(const CliqueLayout& child);

  const Belief& belief_;
  const Network& network_;
  const ReadPlan& reading_;
  std::vector<double> conditionals_;  // P(clique | separator to its parent)
  std::vector<Pair> tables_;
  std::vector<Pair> message_;
  std::vector<char> done_;  // by clique
};

}  // namespace pcsp::diagnosis

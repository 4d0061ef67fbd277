// What one reviewed case teaches: expected counts of everything that may have happened, given its
// evidence and its verdicts (EM's E-step in closed form on the clique joints; methods.md 2.5).
#pragma once

#include <vector>

#include "absl/status/status.h"
#include "services/diagnosis/domain/learning/counts.h"
#include "services/diagnosis/domain/learning/label_accuracy.h"
#include "services/diagnosis/domain/learning/verdict.h"

namespace pcsp::diagnosis {

// Colleagues are not independent witnesses: counts of several in one team are discounted by this.
inline constexpr double kDesignWeight = 0.35;
// Answers to one indicator beyond this many teach no more.
inline constexpr double kMostAnswersCredited = 1000;

// Holds scratch tables: cheap to use again, not thread-safe. The model must outlive it.
class Crediting {
 public:
  Crediting(const Model& model, const LabelAccuracy& accuracy);

  // Adds the case to `counts`, which are of the model's knowledge base. What belongs to the
  // subject's own level is credited, whether or not it has a verdict: which findings come before a
  // reviewer depends on the evidence alone, and that is all here, so the choice needs no weights
  // (Rubin 1976). IMPOSSIBLE_EVIDENCE leaves `counts` as they were.
  absl::Status Add(const LabelledCase& reviewed, LearnedCounts* counts);

 private:
  Belief& BeliefFor(const Observations& observations);
  bool Calibrate(const LevelModel& level, const LabelledCase& reviewed, Belief* belief) const;
  void CreditIssue(const LevelModel& level, const Belief& belief, int variable,
                   LearnedCounts* counts) const;
  void CreditPiece(const LevelModel& level, const Belief& belief, const Observation& piece,
                   LearnedCounts* counts) const;
  void CreditAccuracy(const Belief& belief, const std::vector<Label>& labels,
                      LearnedCounts* counts) const;

  const Model& model_;
  const LabelAccuracy accuracy_;
  std::vector<Belief> beliefs_;           // by level
  std::vector<Belief> within_;            // by level, where other sites are heard
  std::vector<std::vector<int>> bit_of_;  // of each link of each indicator, in its scope
};

}  // namespace pcsp::diagnosis

// The quality of diagnosis in simulated worlds: how well probabilities tell what is true, before
// and after learning from reviewers who err (methods.md 2.1, 2.5).
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "services/diagnosis/domain/learning/report/scores.h"
#include "tests/diagnosis/simulation/world.h"

namespace pcsp::diagnosis::testing {

struct ExperimentOptions {
  int worlds = 8;
  int groups = 12;                          // of a world, whose practices are scored
  int practices = 60;                       // of a group
  std::vector<int> verdicts = {200, 1000};  // learned from; from practices of other groups
  std::vector<int> practices_reviewed = {200, 1000};  // and from all verdicts on so many
  double sensitivity = 0.95, specificity = 0.95;  // of reviewers; the engine expects .95 and .97
  double double_coded = 0.1;                      // of reviewed practices
  int nights = 5;  // between which verdicts come: each is forecast by what was learned before
  bool traps = true;
  uint64_t seed = 1;
};

struct MethodScores {
  std::string name;
  Scores scores;        // of practice issues, all worlds together, against the truth
  double verdicts = 0;  // mean number learned from
  double promoted = 0;  // share of worlds whose calibration map was promoted
};

// In the order: naive Bayes; the authors' numbers without what is known above; naive Bayes and they
// on what results show of small teams; they on everything; learned from each number of verdicts and
// of practices, each followed by the same with its calibration map in use whether or not it was
// promoted ("..., map in any case"); the traps ("trap: ..."), from the last number of practices;
// the true numbers.
std::vector<MethodScores> RunExperiment(const KnowledgeBase& kb, const ExperimentOptions& options);

}  // namespace pcsp::diagnosis::testing

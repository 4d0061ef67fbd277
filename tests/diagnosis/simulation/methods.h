// Ways to turn the evidence of a site into probabilities, for comparison.
#pragma once

#include <vector>

#include "services/diagnosis/domain/evidence.h"

namespace pcsp::diagnosis::testing {

// P(issue | evidence) for every subject of the level, in the order of LevelModel::subjects.
std::vector<double> ExactProbabilities(const Model& model, const Observations& observations);

// The same by naive Bayes with the knowledge base's own likelihood ratios: prior odds times
// P(piece | issue) / P(piece | no issue) for each piece of the subject's own level that is linked
// to the issue, other issues at their prior. What hangs together counts as often as it is seen.
std::vector<double> NaiveProbabilities(const Model& model, const Observations& observations);

// Without what is known of the levels above.
Observations OwnLevelOnly(const Model& model, Observations observations);

// What results show of survey items under the usual policy (assessments, domain/disclosure), which
// is all that the diagnosis of a wave gets: nothing of fewer than 5 people, nor of 8 or more who
// all gave the best answer or the worst; of 5 to 7 which way two thirds of them point, if they do.
Observations AsResultsShow(const Model& model, Observations observations);

}  // namespace pcsp::diagnosis::testing

// The questions worth asking next (methods.md 2.4).
#pragma once

#include <vector>

#include "services/diagnosis/domain/diagnosis.h"

namespace pcsp::diagnosis {

// The items and facts of the level that have no answer yet, in the order of the knowledge base.
std::vector<int> Unanswered(const Model& model, const Observations& observations);

// The unanswered indicators by expected information gain a minute, best first; gains are exact,
// from the joint of the issues linked. `joints` holds the joint of every scope at its offset.
std::vector<Question> RankQuestions(const Model& model, const LevelModel& level,
                                    const std::vector<int>& unanswered,
                                    const std::vector<double>& joints);

}  // namespace pcsp::diagnosis

// What the reader of a recommendation or a plan should know before acting on it.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/string_view.h"
#include "services/planning/domain/finding.h"
#include "services/planning/domain/solution/catalogue.h"

namespace pcsp::planning {

struct Warning {
  enum class Code { kOnlyTraining, kIssueUnanswered, kNothingToActOn, kHoursTooFew };
  Code code = Code::kOnlyTraining;
  std::string message;              // a sentence, with what would mend it
  std::vector<std::string> issues;  // that it is about; empty: the whole

  bool operator==(const Warning&) const = default;
};

// True when there is something proposed and all of it is training. People default to training
// whatever the barrier is, and it alone seldom changes how a team works (domain.md 3.4).
bool OnlyTraining(const std::vector<const Solution*>& proposed);

// The warning for that; it names the best answer to `findings` that is not training, if any.
Warning OnlyTrainingWarning(const Catalogue& catalogue, const std::vector<Finding>& findings,
                            Level level);

// One warning for each finding of `level` that no solution of `level` answers.
std::vector<Warning> UnansweredWarnings(const Catalogue& catalogue,
                                        const std::vector<Finding>& findings, Level level);

}  // namespace pcsp::planning

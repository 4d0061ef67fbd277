// What the reader of a recommendation or a plan should know before acting on it.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/strings/string_view.h"
#include "services/planning/domain/finding.h"
#include "services/planning/domain/solution/catalogue.h"

namespace pcsp::planning {

struct Warning {
  enum class Code { kOnlyTraining, kIssueUnanswered, kNothingToActOn, kHoursTooFew, kDidNotHelp };
  Code code = Code::kOnlyTraining;
  std::string message;              // a sentence, with what would mend it
  std::vector<std::string> issues;  // that it is about; empty: the whole

  bool operator==(const Warning&) const = default;
};

// True when there is something proposed and all of it is training. People default to training
// whatever the barrier is, and it alone seldom changes how a team works (domain.md 3.4).
bool OnlyTraining(const std::vector<const Solution*>& proposed);

// The warning for that; it names the best answer to `findings` among `choice` that is not training
// and that `level` can carry out, if any.
Warning OnlyTrainingWarning(const std::vector<const Solution*>& choice,
                            const std::vector<Finding>& findings, Level level);

// Whether a solution that answers a finding may be proposed: not when it did not help where it was
// tried.
using MayHelp = absl::FunctionRef<bool(const Solution&, const Finding&)>;

// One warning for each finding of `level` that no solution of `level` answers that may help.
std::vector<Warning> UnansweredWarnings(const Catalogue& catalogue,
                                        const std::vector<Finding>& findings, Level level,
                                        MayHelp may_help);

}  // namespace pcsp::planning

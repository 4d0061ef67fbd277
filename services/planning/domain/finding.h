// What a diagnosis found, as far as planning needs it.
#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "common/base/error.h"
#include "services/planning/domain/level.h"

namespace pcsp::planning {

struct Finding {
  std::string issue;  // id
  std::string title;  // may be empty
  Level level = Level::kPractice;
  double probability = 0;  // 0 to 1
  double severity = 0;     // 0 to 100
  double importance = 0;   // 0 to 1

  bool operator==(const Finding&) const = default;
};

// What stands to be gained by ending the issue: probability * severity / 100 * importance, 0 to 1
// (methods.md 2.4).
inline double Priority(const Finding& finding) {
  return finding.probability * finding.severity / 100 * finding.importance;
}

// The title in quotation marks, or the id when there is none.
std::string Quoted(const Finding& finding);

// "82 % likely, severity 64 of 100".
std::string HowBad(const Finding& finding);

// Adds a violation under `findings[i].…` for each figure out of its range, NaN included, each
// malformed or repeated issue and each title that is too long; and one for none or more than 200.
void CheckFindings(const std::vector<Finding>& findings, Violations& violations);

// Findings by falling priority; those of equal priority by issue.
std::vector<Finding> ByPriority(std::vector<Finding> findings);

}  // namespace pcsp::planning

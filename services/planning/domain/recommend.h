// Which solutions are worth a site's hours, given what was found there.
//
// value = sum over the findings that it answers of
//   probability * severity / 100 * importance * expected effect, divided by hours
// (methods.md 3, before any outcome has been measured: the effect is the catalogue's prior).
#pragma once

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "services/planning/domain/catalogue.h"
#include "services/planning/domain/finding.h"
#include "services/planning/domain/plan/warning.h"

namespace pcsp::planning {

struct Recommendation {
  const Solution* solution = nullptr;  // lives in the catalogue
  double value_per_hour = 0;
  std::vector<std::string> issues;  // of those asked about, most important first
  std::string reason;               // one sentence
  bool own_level = true;            // false: another level would have to carry it out
};

struct IssueRecommendations {
  Finding finding;
  std::vector<Recommendation> ranked;  // own level first
};

struct Recommendations {
  std::vector<Recommendation> overall;         // of the asking level, by value per hour
  std::vector<IssueRecommendations> by_issue;  // by falling priority
  std::vector<Warning> warnings;
};

bool Answers(const Solution& solution, absl::string_view issue);

double ValuePerHour(const Solution& solution, const std::vector<Finding>& findings);

// `level` is that of the organisation that asks; `most` limits each ranking. Equal values are
// ordered by id, so that the same question always gets the same answer.
Recommendations Recommend(const Catalogue& catalogue, const std::vector<Finding>& findings,
                          Level level, size_t most);

}  // namespace pcsp::planning

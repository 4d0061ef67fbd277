// What is still wrong while a plan is being made: the issues acted on and how much of each the
// actions chosen so far have left open.
//
// Actions on an issue add up to u, of which each contributes effect / kPointsOfAnIssue, and
// exp(-u) of the issue's priority stays open (methods.md 4a).
#pragma once

#include <map>
#include <string>
#include <vector>

#include "services/planning/domain/finding.h"
#include "services/planning/domain/solution/solution.h"

namespace pcsp::planning {

// What an issue costs on the 0-100 index of its questions when nothing is done about it. A
// judgement, until outcomes have been measured.
inline constexpr double kPointsOfAnIssue = 10;

// Plans act on findings that are at least possible (methods.md 2.4: .4); what is only to be
// watched is not worth a team's hours yet.
inline constexpr double kActFrom = 0.4;

// An action must close at least this share of the worst issue, so that a plan stays short enough to
// be carried out. Not a share of everything: the site with most issues needs its plan most.
inline constexpr double kSmallestGain = 0.05;

class OpenIssues {
 public:
  explicit OpenIssues(const std::vector<Finding>& findings);

  // The findings worth acting on, by falling priority.
  const std::vector<Finding>& findings() const { return findings_; }
  // Those of them that `solution` answers.
  std::vector<Finding> AnsweredBy(const Solution& solution) const;

  // The share of all that is wrong that `solution` would close now, or closes: 0 to 1.
  double Gain(const Solution& solution) const;
  double Close(const Solution& solution);
  // True when closing this share of all that is wrong is worth an action (kSmallestGain).
  bool WorthWhile(double gain) const;
  // The share closed so far; 0 when there is nothing to act on.
  double Closed() const;

 private:
  std::vector<Finding> findings_;
  std::map<std::string, double> open_;  // issue -> what is open of its priority
  double total_ = 0;                    // sum of the priorities
};

}  // namespace pcsp::planning

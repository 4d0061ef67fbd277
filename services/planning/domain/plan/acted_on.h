// What a plan acts on, and how much of it a solution closes.
//
// Actions on an issue add up to u, of which each contributes effect / kPointsOfAnIssue, and exp(-u)
// of the issue's priority stays open (methods.md 4a).
#pragma once

#include <vector>

#include "services/planning/domain/finding.h"
#include "services/planning/domain/solution/solution.h"

namespace pcsp::planning {

// What an issue costs on the 0-100 index of its questions when nothing is done about it. A
// judgement.
inline constexpr double kPointsOfAnIssue = 10;

// Plans act on findings that are at least possible (methods.md 2.4: .4); what is only to be
// watched is not worth a team's hours yet.
inline constexpr double kActFrom = 0.4;

// An action must close at least this share of the worst issue, so that a plan stays short enough to
// be carried out. Not a share of everything: the site with most issues needs its plan most.
inline constexpr double kSmallestGain = 0.05;

// The findings worth acting on, by falling priority.
std::vector<Finding> ActedOn(const std::vector<Finding>& findings);

// Those of `findings` that `solution` answers, in their order.
std::vector<Finding> AnsweredBy(const Solution& solution, const std::vector<Finding>& findings);

// The share that an effect of so many points closes of what is left of an issue, 0 to 1; 0 of what
// does harm.
double ShareClosed(double points);

}  // namespace pcsp::planning

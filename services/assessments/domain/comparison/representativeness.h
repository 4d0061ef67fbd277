// Whether those who answered stand for the whole team (methods.md 1.6).
#pragma once

#include <array>
#include <optional>
#include <vector>

#include "absl/types/span.h"
#include "services/assessments/domain/comparison/gap.h"
#include "services/assessments/domain/scoring/construct_score.h"
#include "services/assessments/domain/vocabulary.h"

namespace pcsp::assessments {

// People of a team by staff group (StaffGroup - 1): who could answer, and who did.
struct Turnout {
  std::array<int, kStaffGroups> roster{}, respondents{};
};

// How evenly the roles of any list answered.
struct Evenness {
  int roster = 0, respondents = 0;
  double response_rate = 0;  // at most 1
  // 1 - 2 SD of the response rates of roles, weighted by people (Schouten et al. 2009): 1 is a rate
  // that is the same everywhere. Nothing for fewer than two people.
  std::optional<double> r_indicator;
  double total_variation = 0;  // between the mix of the roster and of the respondents; 0 to 1
  std::vector<int> silent;     // indices: on the roster, and nobody answered
};

// Both of the same length. Nothing when no roster is known.
std::optional<Evenness> EvennessOf(absl::Span<const int> roster, absl::Span<const int> respondents);

struct Representativeness : Evenness {
  int respondents_most = 0;  // of a band that `respondents` is the lower end of; 0: it is exact
  std::vector<StaffGroup> silent_groups;
  bool whole_team = false;  // no critical group is silent, and R >= .5
};

// From this R-indicator on, those who answered may stand for the team.
inline constexpr double kLeastR = .5;

// A staff group of one is not judged where people are told of it: that would say whether this
// person answered.
inline constexpr int kFewestJudged = 2;

// Nothing when no roster is known. Groups of fewer than `least` are not judged; where they are most
// of the team, half of it must have answered to be the whole team.
std::optional<Representativeness> RepresentativenessOf(const Turnout& turnout, int least = 1);

// How sure it is that the team has a common understanding of an item.
enum class Understanding { kNotEstablished, kProbable, kEstablished };

// From P(common understanding); never more than kNotEstablished unless the whole team is heard.
Understanding UnderstandingOf(double probability, bool whole_team);

// What one staff group of a site says on a construct, one level below SiteMean.
using GroupMeans = std::array<SiteMean, kStaffGroups>;

// How much staff groups of the same site differ, over all sites of a wave and level: nested
// one-way moments. With fewer than 4 degrees of freedom between groups it leans on a prior (tau 10,
// sigma 20 points, weight 3).
struct GroupPool {
  double tau2 = 0;    // between the staff groups of a site
  double sigma2 = 0;  // between people of a staff group
};
GroupPool EstimateGroupPool(const std::vector<GroupMeans>& sites);

// Each staff group's mean drawn to the score of its site.
Estimate GroupScore(const SiteMean& group, const Estimate& site, const GroupPool& pool);

// Between two staff groups of a site: both are drawn to the same score, whose uncertainty they
// share.
ScoreGap GroupGap(const SiteMean& first, const SiteMean& second, const Estimate& site,
                  const GroupPool& pool);

// The score that the team would have if every staff group weighed as on the roster; silent groups
// count as their site, with the spread between groups. Nothing when no roster is known.
std::optional<Estimate> RoleWeightedScore(const GroupMeans& groups,
                                          const std::array<int, kStaffGroups>& roster,
                                          const Estimate& site, const GroupPool& pool);

}  // namespace pcsp::assessments

// What a workforce forecast works on: posts and trained people by site and role, month by month,
// and the pools of facilitators and trainers that serve them. A site is a steering group or a
// region.
//
// Month t runs from 0; what is said "of month t" holds at its end. Vectors by month may be shorter
// than the horizon: what is missing is 0.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/time/civil_time.h"

namespace pcsp::planning::workforce {

// What holds for a role wherever it works.
struct Role {
  std::string id;
  double replaced_trained = 0;  // r: share of those who leave that somebody trained replaces
  int validity_months = 0;      // of a certificate given in the plan; 0: it never expires
  double refreshed = 1;         // share of expiring certificates that are refreshed in time
  // Turnover a month when it is known; otherwise it is learned from the sites' leavers.
  std::optional<double> turnover;
  double training_cost = 400;   // of one person trained, backfill included
  double shortfall_cost = 200;  // of one trained person too few for a month
};

// One role at one site.
struct Post {
  std::string site;
  int role = 0;               // index into Problem::roles
  int posts = 0;              // H
  int trained = 0;            // X_0, in post now and certified
  double target = 0.8;        // share of the posts that should be trained
  double leavers = 0;         // seen so far, of all in these posts ...
  double person_months = 0;   // ... in so many months of work
  std::vector<int> intakes;   // k_t: people trained in month t
  std::vector<int> lapsing;   // certificates that lapse in month t, whatever is done
  std::vector<int> expiring;  // certificates of today's people that have to be refreshed in month t
  int trainers = -1;          // index into Problem::trainers; -1: training knows no limit
};

// People of one kind who can be recruited, with a lead time before they count.
struct Pool {
  std::string id;
  int active = 0;
  double leavers = 0;
  double person_months = 0;
  std::optional<double> turnover;
  std::vector<int> leaving;   // of those active now: known to leave at the end of month t
  std::vector<int> joining;   // on the way: would count from month t
  std::vector<int> recruits;  // planned: begin in month t, count from t + lead_months
  int lead_months = 0;
  double completes = 1;  // share of those who begin that end up active
  double recruit_cost = 3000;
};

// Facilitators and the practices that they support (domain.md 3.8).
struct FacilitatorPool {
  Pool people;
  double hours_a_month = 14;       // contact hours that one facilitator has
  double most_practices = 13;      // above which facilitation loses half of its effect
  std::vector<double> practices;   // already promised support in month t
  double hours_a_practice = 1.25;  // a month, of those: 15 a year
};

// Trainers and the seats that they can fill (methods.md 4d).
struct TrainerPool {
  Pool people;
  double sessions_a_month = 2;  // that one trainer takes part in
  double trainers_a_session = 2;
  double seats_a_session = 20;
};

// The next wave: practices that want to start together.
struct Wave {
  int practices = 0;             // k
  double hours_a_practice = 15;  // contact hours over the months of support
  int support_months = 12;
  double people_a_practice = 0;  // to be trained
  int training_months = 3;       // from the start, within which they are trained
  int facilitators = -1;         // index into Problem::facilitators; -1: not looked at
  int trainers = -1;             // index into Problem::trainers; -1: not looked at
  std::optional<int> start;      // for "recruit whom by when"
};

// A way the future may go.
struct Scenario {
  std::string id;
  // Turnover is taken at this quantile of what is believed of it; without one, all of that belief.
  std::optional<double> turnover_quantile;
  double delivered = 1;  // share of each intake that is delivered, rounded down
};

struct Problem {
  int months = 36;
  std::optional<absl::CivilMonth> first_month;  // that month 0 is called in sentences
  std::vector<Role> roles;
  std::vector<Post> posts;
  std::vector<FacilitatorPool> facilitators;
  std::vector<TrainerPool> trainers;
  std::vector<Wave> waves;
  std::vector<Scenario> scenarios;
  double confidence = 0.9;  // with which targets and capacity have to be met
  int reach_by = -1;        // month by which the smallest intake reaches its target; -1: the last
  int intake_from = 0;      // month from which the smallest intake trains
};

// "March 2028", or "month 14" where the first has no name.
std::string MonthName(const Problem& problem, int month);

inline int At(const std::vector<int>& by_month, int month) {
  return month < static_cast<int>(by_month.size()) ? by_month[month] : 0;
}
inline double At(const std::vector<double>& by_month, int month) {
  return month < static_cast<int>(by_month.size()) ? by_month[month] : 0;
}

}  // namespace pcsp::planning::workforce

// What there is to plan: whose people need which courses, and what sessions could be held.
//
// Everything refers to everything else by its index; ids are for people. Time is counted in
// fortnights from 0, the first that can be planned. Costs are in the programme's own unit, such as
// pounds. The model is methods.md 4c. CheckCohortProblem() says what must hold.
#pragma once

#include <string>
#include <vector>

#include "services/planning/domain/cohorts/titles.h"

namespace pcsp::planning {

struct Course {
  std::string id;
  int after = -1;  // a practice completes that course first, in an earlier fortnight; -1: none
};

// Whoever can lead sessions and is known by name. Others are counted in Region::trainers.
struct Trainer {
  struct Leave {
    int from = 0, until = 0;  // first and last fortnight
  };
  std::string id;
  int region = 0;
  std::vector<Leave> leave;
};

// Practices and venues that have nothing in common with those of other regions, but for the
// national trainers.
struct Region {
  std::string id;
  std::vector<int> trainers;  // one a fortnight: trainers not known by name
};

struct Venue {
  std::string id;
  int region = 0;
  // One a fortnight: so many sessions can be held, of any courses; those that have to be are held
  // all the same. Empty: no such limit.
  std::vector<int> days = {};
};

// A session that could be held.
struct CohortSession {
  enum class Running { kMay, kMust, kMustNot };
  std::string id;
  int course = 0, venue = 0, fortnight = 0;
  int seats = 0;
  int least =
      0;  // fewer people and it is not held, unless it must run or has pins or frozen people
  double fixed_cost = 0;
  int trainers = 2;
  Running running = Running::kMay;
  std::vector<int> named_trainers;  // who leads it if it is held
  int fallen_out = 0;               // trainers of it that are gone; while frozen it is held without
  std::vector<std::string> away;    // ids of those of them who are known
};

struct RoleNeed {
  std::string role;  // may be empty
  int people = 0;
  double unmet_cost = -1;  // a person left untrained; -1: the problem's unmet_cost
};

// People of a practice who need a course, between two fortnights. A refresher has its due window.
struct CourseNeed {
  int course = 0;
  std::vector<RoleNeed> roles;
  int from = 0, until = 1 << 20;
  bool must = false;  // a hard rule: nobody of them may be left out
};

struct CohortPractice {
  std::string id;
  int region = 0;
  std::vector<CourseNeed> needs;  // several of one course have windows that do not overlap
  int backfill = 1;               // people who may be away in one fortnight, over all courses
  double priority = 1;            // multiplies what lateness costs
  std::vector<int> blocked;       // fortnights in which nobody can go
  std::vector<double> km;         // one a venue, there and back; negative: not reachable
};

// People of a practice at a session: a wish, a rule or a booking.
struct CohortBooking {
  int practice = 0, session = 0, people = 0;
  bool operator==(const CohortBooking&) const = default;
};

// A practice may not go to a session. `people` of a pin are the least who must go.
struct CohortBan {
  int practice = 0, session = 0;
};

// The plan that is in people's diaries, when planning again.
struct CurrentPlan {
  std::vector<CohortBooking> bookings;
  int frozen_until = 0;  // nothing before this fortnight changes
  double keep = 40;      // what moving one booked person is worth avoiding (methods.md 4c, delta)
};

struct CohortProblem {
  int fortnights = 0;
  std::vector<Course> courses;
  std::vector<Region> regions;
  std::vector<Venue> venues;
  std::vector<Trainer> trainers;
  std::vector<int> national_trainers;  // one a fortnight over all regions; empty: no such limit
  std::vector<CohortSession> sessions;
  std::vector<CohortPractice> practices;
  double km_rate = 0;     // a person and km
  double late_rate = 0;   // a person, unit of priority and fortnight before the session
  double unmet_cost = 0;  // a person
  std::vector<CohortBooking> pins;
  std::vector<CohortBan> bans;
  CurrentPlan current;  // without bookings: a first plan
  CohortTitles titles;  // for sentences alone
};

// Trainers whom a region has in a fortnight, by name or not.
int TrainersIn(const CohortProblem& problem, int region, int fortnight);

// Trainers whom a session takes from those there: before the freeze ends it is held even without
// those who have fallen out.
int TrainersTaken(const CohortProblem& problem, const CohortSession& session);

// People who need what `need` says, over all roles.
int PeopleOf(const CourseNeed& need);

// The need that going to `session` serves: the only one of its course, or of several the one whose
// window it lies in; null for none.
const CourseNeed* NeedServed(const CohortPractice& practice, const CohortSession& session);

// What one person of `practice` at `session` costs: travel and lateness.
double TravelCost(const CohortProblem& problem, const CohortPractice& practice,
                  const CohortSession& session);
double LateCost(const CohortProblem& problem, const CohortPractice& practice,
                const CohortSession& session);

}  // namespace pcsp::planning

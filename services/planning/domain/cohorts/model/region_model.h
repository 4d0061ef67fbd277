// One region of a problem, laid out for the search: sessions that may be held, and for each
// practice the offers it can choose from. Pins and frozen bookings are taken out of it as fixed
// parts.
//
// Courses that depend on one another form a chain, and the people of a practice in one chain form a
// track. Tracks of a practice share nothing but its backfill (methods.md 4c; a refresher is a track
// of its own).
#pragma once

#include <optional>
#include <vector>

#include "services/planning/domain/cohorts/plan.h"
#include "services/planning/domain/cohorts/problem.h"

namespace pcsp::planning {

// People of one track at one session; the session is an index into RegionModel::sessions.
struct Seat {
  int session = 0;
  int people = 0;
  bool operator==(const Seat&) const = default;
};

// Which sessions the people of a track go to, beyond what is fixed.
struct Pattern {
  std::vector<Seat> seats;  // by session; each once
  double cost = 0;          // travel, lateness, unmet people; less what keeping bookings is worth
  bool operator==(const Pattern&) const = default;
};

// Up to `most` people of a track at a session, for `cost` each.
struct Offer {
  int session = 0;
  int most = 0;
  double cost = 0;
};

// One course of a track.
struct Stage {
  std::vector<double>
      unmet_costs;            // one a person who needs it, dearest first; fixed people are out
  std::vector<Offer> offers;  // by fortnight
  std::vector<int> first;     // first[t]..first[t+1]: the offers of fortnight t
  int fixed_from = 1 << 20, fixed_until = -1;  // fortnights of its fixed people
};

struct Track {
  int practice = 0;           // of the problem
  std::vector<Stage> stages;  // in the order in which they must be done
  std::vector<int> away;      // people who may still be away in a fortnight, fixed ones taken off
  std::vector<Seat>
      booked;             // in the current plan, where it may still change; only what is on offer
  int booked_people = 0;  // the same, also what is on offer no more
};

struct RegionSession {
  int id = 0;  // of the problem
  int course = 0, venue = 0, fortnight = 0;
  int seats = 0;  // those that fixed people leave
  int least = 0;  // 0 for one that must run
  int trainers = 0;
  double fixed_cost = 0;
  bool must = false;
  int limit = -1;  // of RegionModel::limits; -1: none
};

struct RegionModel {
  int fortnights = 0;
  std::vector<int> limits;  // of sessions that share the days of a venue, how many can be held
  std::vector<RegionSession> sessions;  // those that may run
  std::vector<Track> tracks;
  std::vector<std::vector<int>> siblings;  // tracks of the same practice, for each track
  std::vector<int> trainers;               // one a fortnight
  std::vector<CohortBooking> fixed;        // of the problem's practices and sessions
  double fixed_cost = 0;                   // of the fixed people
  double booked_worth = 0;                 // of keeping every booking that may still change
};

// What leaving out one who must not be left out costs the search: more than it can ever save.
double BrokenRuleCost(const CohortProblem& problem);

// Region `region` of a problem that CheckCohortProblem() accepts. `most_trainers` limits the
// trainers of each fortnight further, as a share of the national ones; empty: no such limit.
RegionModel MakeRegion(const CohortProblem& problem, int region,
                       const std::vector<int>& most_trainers = {});

// The track's bookings as a pattern, if they all are on offer and keep the practice's own rules.
std::optional<Pattern> BookedPattern(const RegionModel& model, const Track& track);

// Adds a plan of the region to `plan`: sessions held, and a pattern for each track.
void AddToPlan(const RegionModel& model, const std::vector<char>& held,
               const std::vector<Pattern>& patterns, CohortPlan& plan);

}  // namespace pcsp::planning

// How many facilitators and trainers are needed in each month, and what for.
#pragma once

#include <string>
#include <vector>

#include "services/planning/domain/workforce/workforce_problem.h"

namespace pcsp::planning::workforce {

// What people of a pool are needed for; each has a limit of its own.
enum class Need { kFacilitatorHours, kCaseload, kTrainingSeats };

// Work in each month, in the unit of its need: contact hours, practices, seats.
struct Demand {
  Need need = Need::kFacilitatorHours;
  int pool = 0;              // of facilitators, or of trainers
  double work_a_person = 1;  // that one person can do in a month; seats: by whole sessions
  std::vector<double> promised;
  std::vector<double> wave;  // the waves' on top of it

  double work(int month) const { return promised[month] + wave[month]; }
};

// With `waves` starting in the months given (an entry a wave, -1: it does not start).
std::vector<Demand> DemandsOf(const Problem& problem, const std::vector<int>& starts);

// The fewest people who can do the month's work.
int PeopleNeeded(const Problem& problem, const Demand& demand, int month);

const Pool& PoolOf(const Problem& problem, const Demand& demand);

// "contact hours", "practices at most 13 a facilitator", "training seats".
std::string WordsOf(const Problem& problem, const Demand& demand);

}  // namespace pcsp::planning::workforce

// The quarters of a plan while it is being made: hours and places still free, and when what has
// been started will be done.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "absl/time/civil_time.h"
#include "services/planning/domain/solution/solution.h"

namespace pcsp::planning {

inline constexpr int kMostNewActions = 3;  // a quarter; more are begun and not finished

class Timetable {
 public:
  Timetable(absl::CivilDay start, int quarters, double hours_per_quarter);

  // True when the first of `steps` can start in `quarter` (from 0) and the others, in this order,
  // can follow before the plan ends. Hours count in the quarter in which a step starts.
  bool Fits(const std::vector<const Solution*>& steps, int quarter) const;

  // The first working day in or after `quarter` on which everything that `solution` needs is done.
  absl::CivilDay StartDay(const Solution& solution, int quarter) const;
  static absl::CivilDay DueDay(const Solution& solution, absl::CivilDay start);

  // Books the solution's hours and one place in `quarter`.
  void Book(const Solution& solution, int quarter);

  bool FreePlace(int quarter) const { return places_left_[quarter] > 0; }
  bool AnyFreePlace() const;
  bool TooBig(const Solution& solution) const;  // for any quarter, even an empty one
  int quarters() const { return static_cast<int>(hours_left_.size()); }
  absl::CivilDay end() const;  // last day of the last quarter

 private:
  using Dues = std::map<std::string, absl::CivilDay>;

  bool InTime(const std::vector<const Solution*>& steps, int quarter) const;
  absl::CivilDay StartDay(const Solution& solution, int quarter, const Dues& dues) const;

  const absl::CivilDay start_;
  const double hours_per_quarter_;
  std::vector<double> hours_left_;
  std::vector<int> places_left_;
  Dues dues_;  // of what has been booked
};

}  // namespace pcsp::planning

#include "services/planning/domain/timetable.h"

#include <algorithm>
#include <numeric>

#include "services/planning/domain/calendar.h"

namespace pcsp::planning {
namespace {

constexpr double kRounding = 1e-9;  // hours are sums of what people typed

}  // namespace

Timetable::Timetable(absl::CivilDay start, int quarters, double hours_per_quarter)
    : start_(start),
      hours_per_quarter_(hours_per_quarter),
      hours_left_(quarters, hours_per_quarter),
      places_left_(quarters, kMostNewActions) {}

bool Timetable::Fits(const std::vector<const Solution*>& steps, int quarter) const {
  if (!FreePlace(quarter)) return false;
  if (steps.front()->hours > hours_left_[quarter] + kRounding) return false;
  const double hours_left = std::accumulate(hours_left_.begin() + quarter, hours_left_.end(), 0.0);
  const int places_left = std::accumulate(places_left_.begin() + quarter, places_left_.end(), 0);
  double hours = 0;
  for (const Solution* step : steps) {
    if (TooBig(*step)) return false;
    hours += step->hours;
  }
  return hours <= hours_left + kRounding && static_cast<int>(steps.size()) <= places_left &&
         InTime(steps, quarter);
}

bool Timetable::InTime(const std::vector<const Solution*>& steps, int quarter) const {
  Dues dues = dues_;
  absl::CivilDay last = QuarterStart(start_, quarter + 1) - 1;
  for (const Solution* step : steps) {
    const absl::CivilDay start = StartDay(*step, quarter, dues);
    if (start > last) return false;
    dues[step->id] = DueDay(*step, start);
    last = end();
  }
  return true;
}

absl::CivilDay Timetable::StartDay(const Solution& solution, int quarter) const {
  return StartDay(solution, quarter, dues_);
}

absl::CivilDay Timetable::StartDay(const Solution& solution, int quarter, const Dues& dues) const {
  absl::CivilDay day = QuarterStart(start_, quarter);
  for (const std::string& id : solution.prerequisites) {
    const auto found = dues.find(id);
    if (found != dues.end()) day = std::max(day, found->second + 1);
  }
  return WorkingDayFrom(day);
}

// A whole number of weeks after a working day is a working day.
absl::CivilDay Timetable::DueDay(const Solution& solution, absl::CivilDay start) {
  return start + solution.duration_weeks * kDaysPerWeek;
}

void Timetable::Book(const Solution& solution, int quarter) {
  dues_[solution.id] = DueDay(solution, StartDay(solution, quarter));
  hours_left_[quarter] -= solution.hours;
  --places_left_[quarter];
}

bool Timetable::AnyFreePlace() const {
  return std::any_of(places_left_.begin(), places_left_.end(),
                     [](int places) { return places > 0; });
}

bool Timetable::TooBig(const Solution& solution) const {
  return solution.hours > hours_per_quarter_ + kRounding;
}

absl::CivilDay Timetable::end() const { return QuarterStart(start_, quarters()) - 1; }

}  // namespace pcsp::planning

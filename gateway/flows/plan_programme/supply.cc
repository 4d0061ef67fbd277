#include "gateway/flows/plan_programme/supply.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "gateway/flows/plan_programme/demand.h"

namespace pcsp::gateway {
namespace {

constexpr double kUsualCost = 400;
constexpr int kUsualTrainers = 2;
absl::CivilDay DayOf(const std::string& text) {
  absl::CivilDay day;
  // What services write is a day.
  (void)absl::ParseCivilTime(text, &day);
  return day;
}

// A day on which the programme teaches.
bool IsOpen(const PlanFacts& facts, absl::CivilDay day) {
  const absl::Weekday weekday = absl::GetWeekday(day);
  return weekday != absl::Weekday::saturday && weekday != absl::Weekday::sunday &&
         !facts.closed.contains(day);
}

int OpenDaysIn(const PlanFacts& facts, int fortnight) {
  const absl::CivilDay first = facts.start + fortnight * kDaysPerFortnight;
  int open = 0;
  for (int i = 0; i < kDaysPerFortnight; ++i) open += IsOpen(facts, first + i);
  return open;
}

// Fortnights of which somebody with these leaves is away for half or more.
std::set<int> FortnightsAway(const PlanFacts& facts, const std::string& appointment) {
  std::vector<int> days(facts.fortnights, 0);
  const absl::CivilDay end = facts.start + facts.fortnights * kDaysPerFortnight;
  for (const planning::v1::Leave& leave : facts.leaves) {
    if (leave.appointment() != appointment) continue;
    const absl::CivilDay last = std::min(DayOf(leave.end_date()), end - 1);
    for (absl::CivilDay day = std::max(DayOf(leave.start_date()), facts.start); day <= last;
         ++day) {
      if (IsOpen(facts, day)) ++days[(day - facts.start) / kDaysPerFortnight];
    }
  }
  std::set<int> away;
  for (int t = 0; t < facts.fortnights; ++t) {
    if (days[t] > 0 && 2 * days[t] >= OpenDaysIn(facts, t)) away.insert(t);
  }
  return away;
}

void AddLapse(const PlanFacts& facts, const planning::v1::Trainer& trainer, std::set<int>& away) {
  if (trainer.lapse_date().empty()) return;
  const absl::CivilDay lapse = DayOf(trainer.lapse_date());
  for (int t = 0; t < facts.fortnights; ++t) {
    if (facts.start + (t + 1) * kDaysPerFortnight > lapse) away.insert(t);
  }
}

void SetLeave(const std::set<int>& away, planning::v1::CohortTrainer& trainer) {
  for (const int t : away) {
    const int spans = trainer.leave_size();
    if (spans > 0 && trainer.leave(spans - 1).until() == t - 1) {
      trainer.mutable_leave(spans - 1)->set_until(t);
      continue;
    }
    planning::v1::CohortLeave& leave = *trainer.add_leave();
    leave.set_from(t);
    leave.set_until(t);
  }
}

std::set<int> Blocked(const PlanFacts& facts, const v1::PlanProgrammeRequest& request) {
  std::set<int> blocked;
  for (const std::string& text : request.blocked_weeks()) {
    // The week's Monday and Sunday: weeks and fortnights need not begin on the same day.
    const absl::CivilDay monday = absl::PrevWeekday(DayOf(text) + 1, absl::Weekday::monday);
    for (const absl::CivilDay day : {monday, monday + 6}) {
      const absl::civil_diff_t days = day - facts.start;
      if (days >= 0) blocked.insert(static_cast<int>(days / kDaysPerFortnight));
    }
  }
  return blocked;
}

}  // namespace

bool IsIn(const PlanFacts& facts, const planning::v1::Venue& venue) {
  return facts.within.empty() || facts.within.contains(venue.region());
}

double SessionCost(const v1::PlanProgrammeRequest& request) {
  return request.costs().has_session() ? request.costs().session() : kUsualCost;
}

int TrainersFor(const planning::v1::Course& course, const v1::PlanProgrammeRequest& request) {
  if (course.kind() == planning::v1::COURSE_KIND_E_LEARNING) return 0;
  return request.has_trainers_per_session() ? request.trainers_per_session() : kUsualTrainers;
}

void AddCourses(const PlanFacts& facts, const CourseOrder& order,
                planning::v1::CohortProblem& problem) {
  for (const planning::v1::Course& course : facts.courses) {
    planning::v1::CohortCourse& added = *problem.add_courses();
    added.set_id(IdOf(course.name()));
    added.set_title(course.title());
    const std::string& after = order.After(course.name());
    if (!after.empty()) added.set_after(IdOf(after));
  }
}

void AddVenues(const PlanFacts& facts, const PlanRegions& regions,
               planning::v1::CohortProblem& problem) {
  for (const planning::v1::Venue& venue : facts.venues) {
    const std::string region = regions.OfOrganisation(venue.region());
    if (!IsIn(facts, venue) || region.empty()) continue;
    planning::v1::CohortVenue& added = *problem.add_venues();
    added.set_id(IdOf(venue.name()));
    added.set_title(venue.title());
    added.set_region(IdOf(region));
  }
}

void AddTrainers(const PlanFacts& facts, const PlanRegions& regions,
                 planning::v1::CohortProblem& problem, std::vector<std::string>& notes) {
  std::set<std::string> known;
  for (const auto& region : problem.regions()) known.insert(region.id());
  int nowhere = 0;
  for (const planning::v1::Trainer& trainer : facts.trainers) {
    const auto appointment = facts.appointments.find(trainer.appointment());
    const std::string region =
        appointment == facts.appointments.end() ? "" : regions.OfTrainer(appointment->second);
    if (region.empty()) ++nowhere;
    if (!known.contains(IdOf(region)) || region.empty()) continue;
    planning::v1::CohortTrainer& added = *problem.add_trainers();
    added.set_id(IdOf(trainer.appointment()));
    added.set_region(IdOf(region));
    std::set<int> away = FortnightsAway(facts, trainer.appointment());
    AddLapse(facts, trainer, away);
    SetLeave(away, added);
  }
  if (nowhere > 0) {
    notes.push_back(absl::StrCat(nowhere,
                                 " quality-assured trainers are left out: the registry "
                                 "does not say which steering group or whole system they "
                                 "are appointed to or serve."));
  }
  if (problem.trainers().empty()) {
    notes.push_back("There is no quality-assured trainer, so that nobody can be trained.");
  }
}

void AddSeries(const PlanFacts& facts, const v1::PlanProgrammeRequest& request,
               planning::v1::CohortProblem& problem) {
  std::set<std::string> venues;
  for (const auto& venue : problem.venues()) venues.insert(venue.id());
  std::set<int> blocked = Blocked(facts, request);
  for (int t = 0; t < facts.fortnights; ++t) {
    if (OpenDaysIn(facts, t) == 0) blocked.insert(t);
  }
  for (const planning::v1::Course& course : facts.courses) {
    for (const planning::v1::Venue& venue : facts.venues) {
      if (!venues.contains(IdOf(venue.name()))) continue;
      planning::v1::CohortSeries& series = *problem.add_series();
      series.set_course(IdOf(course.name()));
      series.set_venue(IdOf(venue.name()));
      series.set_seats(request.seats() > 0 ? std::min(request.seats(), venue.seats())
                                           : venue.seats());
      series.set_least(std::min(request.minimum_size(), series.seats()));
      series.set_fixed_cost(SessionCost(request));
      series.set_trainers(TrainersFor(course, request));
      std::set<int> except = blocked;
      for (const auto& session : problem.sessions()) {
        if (session.course() == series.course() && session.venue() == series.venue()) {
          except.insert(session.fortnight());
        }
      }
      for (const int t : except) series.add_except(t);
    }
  }
}

void LimitDays(const PlanFacts& facts, planning::v1::CohortProblem& problem) {
  std::vector<int> open;
  for (int t = 0; t < facts.fortnights; ++t) open.push_back(OpenDaysIn(facts, t));
  // A fortnight holds each course once at each venue.
  if (std::ranges::all_of(open, [&](int days) { return days >= problem.courses_size(); })) return;
  std::map<std::pair<std::string, int>, int> in_diary;
  for (const auto& session : problem.sessions()) ++in_diary[{session.venue(), session.fortnight()}];
  for (planning::v1::CohortVenue& venue : *problem.mutable_venues()) {
    for (int t = 0; t < facts.fortnights; ++t) {
      venue.add_days(std::max(open[t], in_diary[{venue.id(), t}]));
    }
  }
}

}  // namespace pcsp::gateway

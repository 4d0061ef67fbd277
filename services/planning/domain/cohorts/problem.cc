#include "services/planning/domain/cohorts/problem.h"

#include <algorithm>

namespace pcsp::planning {

int TrainersIn(const CohortProblem& problem, int region, int fortnight) {
  int present = problem.regions[region].trainers[fortnight];
  for (const Trainer& trainer : problem.trainers) {
    const bool away = std::ranges::any_of(trainer.leave, [fortnight](const Trainer::Leave& leave) {
      return leave.from <= fortnight && fortnight <= leave.until;
    });
    present += trainer.region == region && !away ? 1 : 0;
  }
  return present;
}

int TrainersTaken(const CohortProblem& problem, const CohortSession& session) {
  const bool frozen = session.fortnight < problem.current.frozen_until;
  return session.trainers - (frozen ? session.fallen_out : 0);
}

int PeopleOf(const CourseNeed& need) {
  int people = 0;
  for (const RoleNeed& role : need.roles) people += role.people;
  return people;
}

const CourseNeed* NeedServed(const CohortPractice& practice, const CohortSession& session) {
  const CourseNeed* served = nullptr;
  int needs = 0;
  for (const CourseNeed& need : practice.needs) {
    if (need.course != session.course) continue;
    ++needs;
    const bool due = need.from <= session.fortnight && session.fortnight <= need.until;
    if (due || served == nullptr) served = &need;
  }
  if (needs < 2) return served;
  const bool due = served->from <= session.fortnight && session.fortnight <= served->until;
  return due ? served : nullptr;
}

double TravelCost(const CohortProblem& problem, const CohortPractice& practice,
                  const CohortSession& session) {
  return problem.km_rate * practice.km[session.venue];
}

double LateCost(const CohortProblem& problem, const CohortPractice& practice,
                const CohortSession& session) {
  return problem.late_rate * practice.priority * session.fortnight;
}

}  // namespace pcsp::planning

#include "services/planning/domain/training/competence/competence.h"

#include <map>
#include <tuple>
#include <utility>

namespace pcsp::planning::training {
namespace {

struct Held {
  Competence competence;
  absl::CivilDay latest;  // attendance, which tells practice and staff group
};

void Take(const Enrolment& enrolment, const Course& course, Held& held) {
  Competence& competence = held.competence;
  const absl::CivilDay lapse = LapseOf(course, enrolment.day);
  const bool first = competence.session.empty();
  if (first || std::tie(lapse, enrolment.day) > std::tie(competence.lapse, competence.gained)) {
    competence.lapse = lapse;
    competence.gained = enrolment.day;
    competence.session = enrolment.session;
  }
  if (first || enrolment.day >= held.latest) {
    held.latest = enrolment.day;
    competence.practice = enrolment.practice;
    competence.group = enrolment.group;
  }
}

CompetenceState StateOn(absl::CivilDay day, const Competence& competence, int lapsing_days) {
  if (competence.lapse <= day) return CompetenceState::kLapsed;
  if (competence.lapse == kNever) return CompetenceState::kCurrent;
  return competence.lapse - day <= lapsing_days ? CompetenceState::kLapsing
                                                : CompetenceState::kCurrent;
}

}  // namespace

std::vector<Competence> CompetencesOn(absl::CivilDay day, absl::Span<const Enrolment> attended,
                                      absl::Span<const Course> courses, int lapsing_days) {
  std::map<std::string, const Course*> granting;
  for (const Course& course : courses) {
    if (!course.competence.empty()) granting[course.id] = &course;
  }
  std::map<std::pair<std::string, std::string>, Held> held;
  for (const Enrolment& enrolment : attended) {
    const auto course = granting.find(enrolment.course);
    if (course == granting.end() || enrolment.day > day) continue;
    if (enrolment.attendance != Attendance::kAttended) continue;
    Take(enrolment, *course->second, held[{enrolment.participant, course->second->competence}]);
  }
  std::vector<Competence> competences;
  for (auto& [key, value] : held) {
    Competence& competence = value.competence;
    std::tie(competence.participant, competence.competence) = key;
    competence.state = StateOn(day, competence, lapsing_days);
    competences.push_back(std::move(competence));
  }
  return competences;
}

bool IsDue(const Competence& competence, absl::CivilDay day, int within_days) {
  return competence.lapse != kNever && competence.lapse - day <= within_days;
}

}  // namespace pcsp::planning::training

// What people can do and until when, as their attendance shows.
#pragma once

#include <string>
#include <vector>

#include "absl/types/span.h"
#include "services/planning/domain/training/course/course.h"
#include "services/planning/domain/training/session/enrolment.h"

namespace pcsp::planning::training {

enum class CompetenceState { kUnspecified, kCurrent, kLapsing, kLapsed };

struct Competence {
  std::string participant, practice;
  StaffGroup group = StaffGroup::kUnspecified;
  std::string competence;
  CompetenceState state = CompetenceState::kUnspecified;
  absl::CivilDay gained;
  absl::CivilDay lapse = kNever;  // the first day without it
  std::string session;            // that granted it for the longest

  bool operator==(const Competence&) const = default;
};

// The competences that `attended` grant, as of `day`: by participant and competence, each once,
// with the grant that lasts longest; practice and staff group are those of the latest attendance.
// Enrolments that were not attended, are of later days or of unknown courses grant nothing.
// A competence lapses in the `lapsing_days` before it has lapsed.
std::vector<Competence> CompetencesOn(absl::CivilDay day, absl::Span<const Enrolment> attended,
                                      absl::Span<const Course> courses, int lapsing_days);

// True if a reminder is due: it has lapsed, or lapses within so many days, `day` included.
bool IsDue(const Competence& competence, absl::CivilDay day, int within_days);

}  // namespace pcsp::planning::training

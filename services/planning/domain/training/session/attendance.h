// Who came to a session.
#pragma once

#include <string>
#include <vector>

#include "absl/types/span.h"
#include "common/base/error.h"
#include "services/planning/domain/training/session/enrolment.h"

namespace pcsp::planning::training {

struct AttendanceMark {
  std::string participant;
  Attendance attendance = Attendance::kUnspecified;
  std::string practice;  // of somebody who was not enrolled
  StaffGroup group = StaffGroup::kUnspecified;
};

inline constexpr size_t kMostMarks = 1000;

// The enrolments as they are once `marks` are recorded, one a mark and in their order. Those who
// waited or had withdrawn and came after all have had a place; those who were not enrolled get an
// enrolment, without id, as long as practice and staff group are given and the course is for them.
// Violations are those of the field `marks`.
std::vector<Enrolment> Marked(const Session& session, const Course& course,
                              absl::Span<const Enrolment> enrolments,
                              absl::Span<const AttendanceMark> marks, Violations& violations);

}  // namespace pcsp::planning::training

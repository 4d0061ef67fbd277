#include "services/planning/domain/facilitation/assignment.h"

#include "absl/strings/str_cat.h"
#include "services/planning/domain/calendar.h"
#include "services/planning/domain/training/text_checks.h"

namespace pcsp::planning::training {
namespace {

std::string LastInWords(absl::CivilDay last) {
  return last == kNever ? "further notice" : DayText(last);
}

}  // namespace

void CheckAssignment(const Assignment& assignment, absl::Span<const Assignment> others,
                     Violations& violations) {
  CheckPeriod("assignment.end_date", assignment.first, assignment.last, violations);
  for (const Assignment& other : others) {
    if (other.id == assignment.id || other.facilitator != assignment.facilitator ||
        other.practice != assignment.practice) {
      continue;
    }
    if (other.first > assignment.last || assignment.first > other.last) continue;
    violations.Add("assignment.start_date", DayText(assignment.first),
                   absl::StrCat("days outside another assignment of the two, from ",
                                DayText(other.first), " until ", LastInWords(other.last)));
  }
}

}  // namespace pcsp::planning::training

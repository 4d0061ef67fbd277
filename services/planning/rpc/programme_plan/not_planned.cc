#include "services/planning/rpc/programme_plan/not_planned.h"

#include <string>

#include "absl/strings/str_cat.h"

namespace pcsp::planning {
namespace {

constexpr int kMostPeople = 100'000;
constexpr size_t kLongestTitle = 200, kLongestWords = 500;

void CheckLength(const std::string& field, const std::string& text, size_t least, size_t most,
                 Violations& violations) {
  if (text.size() >= least && text.size() <= most) return;
  violations.Add(field, text, absl::StrCat(least, " to ", most, " characters"));
}

}  // namespace

void CheckNotPlanned(const v1::CohortProblem& problem, Violations& violations) {
  for (int i = 0; i < problem.not_planned_size(); ++i) {
    const v1::NotPlanned& one = problem.not_planned(i);
    const std::string field = absl::StrCat("not_planned[", i, "].");
    CheckLength(field + "practice", one.practice(), 1, kLongestTitle, violations);
    CheckLength(field + "practice_title", one.practice_title(), 0, kLongestTitle, violations);
    CheckLength(field + "course", one.course(), 1, kLongestTitle, violations);
    CheckLength(field + "course_title", one.course_title(), 0, kLongestTitle, violations);
    CheckLength(field + "role", one.role(), 0, kLongestTitle, violations);
    CheckLength(field + "words", one.words(), 0, kLongestWords, violations);
    if (one.people() < 1 || one.people() > kMostPeople) {
      violations.Add(field + "people", absl::StrCat(one.people()),
                     absl::StrCat("a whole number from 1 to ", kMostPeople));
    }
    if (!v1::NotPlannedReason_IsValid(one.reason()) || one.reason() == 0) {
      violations.Add(field + "reason", absl::StrCat(one.reason()), "a value of the enumeration");
    }
  }
}

int NotPlannedPeople(const v1::CohortResult& result) {
  int people = 0;
  for (const v1::NotPlanned& one : result.not_planned()) people += one.people();
  return people;
}

}  // namespace pcsp::planning

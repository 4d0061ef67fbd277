#include "services/planning/domain/training/course/course.h"

#include <algorithm>
#include <map>
#include <set>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "common/base/ids.h"
#include "services/planning/domain/training/text_checks.h"
#include "services/planning/domain/training/words.h"

namespace pcsp::planning::training {
namespace {

constexpr size_t kLongestTitle = 200;
constexpr size_t kMostPrerequisites = 20;
constexpr int kLongestValidity = 120;
constexpr int kShortest = 15, kLongest = 6000;  // minutes

using Courses = std::map<std::string, const Course*>;

// The way from `from` through prerequisites to `target`, both ends included; empty if there is
// none.
std::vector<std::string> WayTo(const std::string& target, const std::string& from,
                               const Courses& courses, std::set<std::string>& visited) {
  if (from == target) return {from};
  const auto course = courses.find(from);
  if (course == courses.end() || !visited.insert(from).second) return {};
  for (const std::string& next : course->second->prerequisites) {
    std::vector<std::string> way = WayTo(target, next, courses, visited);
    if (way.empty()) continue;
    way.insert(way.begin(), from);
    return way;
  }
  return {};
}

// The staff groups of `course` that `needed` is not for.
std::vector<std::string> ShutOut(const Course& course, const Course& needed) {
  std::vector<std::string> groups;
  for (const StaffGroup group : kPracticeGroups) {
    if (IsFor(course, group) && !IsFor(needed, group)) {
      groups.push_back(InWords(WordOf(group, kStaffGroupWords)));
    }
  }
  return groups;
}

void CheckPrerequisite(const Course& course, const std::string& field, const std::string& id,
                       const Courses& courses, Violations& violations) {
  if (const auto needed = courses.find(id); needed == courses.end()) {
    violations.Add(field, id, "a course of the programme");
  } else if (const auto shut = ShutOut(course, *needed->second); !shut.empty()) {
    violations.Add(field, id,
                   absl::StrCat("a course that is open to ", absl::StrJoin(shut, ", "), " too"));
  }
  std::set<std::string> visited;
  const std::vector<std::string> way = WayTo(course.id, id, courses, visited);
  if (way.empty()) return;
  violations.Add(field, absl::StrCat(course.id, " -> ", absl::StrJoin(way, " -> ")),
                 "prerequisites that do not come round to the course again");
}

void CheckFields(const Course& course, Violations& violations) {
  CheckLine("course.title", course.title, kLongestTitle, violations);
  if (course.kind == CourseKind::kUnspecified) {
    violations.Add("course.kind", "", "the kind of course");
  }
  for (const StaffGroup group : course.staff_groups) {
    if (IsPracticeGroup(group)) continue;
    violations.Add("course.staff_groups", WordOf(group, kStaffGroupWords),
                   "one of the four staff groups of a practice");
  }
  CheckRange("course.validity_months", course.validity_months, 0, kLongestValidity, violations);
  CheckRange("course.length_minutes", course.length_minutes, kShortest, kLongest, violations);
  if (!course.competence.empty() && !IsResourceId(course.competence)) {
    violations.Add("course.competence", course.competence, kResourceIdRule);
  }
  if (course.trainer_stage == TrainerStage::kLapsed) {
    violations.Add("course.trainer_stage", "lapsed", "a stage from candidate to quality-assured");
  }
  CheckQuestions(course.feedback_questions, violations);
}

}  // namespace

bool IsFor(const Course& course, StaffGroup group) {
  if (course.staff_groups.empty()) return IsPracticeGroup(group);
  return std::find(course.staff_groups.begin(), course.staff_groups.end(), group) !=
         course.staff_groups.end();
}

TrainerStage NeededStage(const Course& course) {
  if (course.trainer_stage != TrainerStage::kNone) return course.trainer_stage;
  return course.kind == CourseKind::kTrainTheTrainer ? TrainerStage::kQualityAssured
                                                     : TrainerStage::kCoDelivering;
}

absl::CivilDay MonthsLater(absl::CivilDay day, int months) {
  const absl::CivilMonth month = absl::CivilMonth(day) + months;
  const absl::CivilDay last = absl::CivilDay(month + 1) - 1;
  return std::min(absl::CivilDay(month) + (day.day() - 1), last);
}

absl::CivilDay LapseOf(const Course& course, absl::CivilDay day) {
  return course.validity_months == 0 ? kNever : MonthsLater(day, course.validity_months);
}

void CheckCourse(const Course& course, absl::Span<const Course> others, Violations& violations) {
  CheckFields(course, violations);
  CheckWords("course.prerequisites", course.prerequisites, kMostPrerequisites, violations);
  Courses courses;
  for (const Course& other : others) courses[other.id] = &other;
  courses[course.id] = &course;
  for (size_t i = 0; i < course.prerequisites.size(); ++i) {
    CheckPrerequisite(course, absl::StrCat("course.prerequisites[", i, "]"),
                      course.prerequisites[i], courses, violations);
  }
  for (const auto& [id, other] : courses) {
    const auto& needs = other->prerequisites;
    if (other == &course || std::find(needs.begin(), needs.end(), course.id) == needs.end()) {
      continue;
    }
    if (const auto shut = ShutOut(*other, course); !shut.empty()) {
      violations.Add("course.staff_groups", absl::StrJoin(shut, ", "),
                     absl::StrCat("open to them too, since ", id, " needs this course"));
    }
  }
}

}  // namespace pcsp::planning::training

// A course: what is taught to whom, what must come before it, what it grants and for how long.
#pragma once

#include <string>
#include <vector>

#include "absl/types/span.h"
#include "common/base/error.h"
#include "services/planning/domain/training/competence/trainer_stage.h"
#include "services/planning/domain/training/course/feedback_question.h"
#include "services/planning/domain/training/kept.h"
#include "services/planning/domain/training/staff_group.h"

namespace pcsp::planning::training {

enum class CourseKind {
  kUnspecified,
  kTaster,
  kCoreDay,
  kFollowUp,
  kTrainTheTrainer,
  kRefresher,
  kELearning
};
inline constexpr absl::string_view kCourseKindWords[] = {
    "", "taster", "core_day", "follow_up", "train_the_trainer", "refresher", "e_learning"};

struct Course : Kept {
  std::string title;
  CourseKind kind = CourseKind::kUnspecified;
  std::vector<StaffGroup> staff_groups;    // empty: the four of a practice
  std::vector<std::string> prerequisites;  // ids of courses
  int validity_months = 0;                 // 0: for ever
  int length_minutes = 0;
  std::string competence;           // an id; may be empty
  std::string feedback_instrument;  // a resource name; may be empty
  TrainerStage trainer_stage = TrainerStage::kNone;
  std::vector<FeedbackQuestion> feedback_questions;

  bool operator==(const Course&) const = default;
};

bool IsFor(const Course& course, StaffGroup group);
// How far a trainer of it must be.
TrainerStage NeededStage(const Course& course);
// The first day on which what was gained on `day` does not hold any more; kNever if it always does.
absl::CivilDay LapseOf(const Course& course, absl::CivilDay day);

// The same day so many months later, or the last of that month where it is shorter.
absl::CivilDay MonthsLater(absl::CivilDay day, int months);

// Every field, and that its place among `others` makes sense: prerequisites exist, come round to no
// course again and are open to whom this course is for, and so for those that need this one.
// `others` may hold an earlier version of the same course, which does not count.
void CheckCourse(const Course& course, absl::Span<const Course> others, Violations& violations);

}  // namespace pcsp::planning::training

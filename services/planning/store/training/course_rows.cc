#include "services/planning/domain/training/words.h"
#include "services/planning/store/training/feedback_text.h"
#include "services/planning/store/training/kept_rows.h"
#include "services/planning/store/training/store.h"

namespace pcsp::planning::training {
namespace {

std::string GroupsText(const std::vector<StaffGroup>& groups) {
  std::vector<std::string> words;
  for (const StaffGroup group : groups) words.push_back(WordOf(group, kStaffGroupWords));
  return sql::WordsText(words);
}

std::vector<StaffGroup> GroupsFrom(const std::vector<std::string>& words) {
  std::vector<StaffGroup> groups;
  for (const std::string& word : words) {
    groups.push_back(MeaningOf<StaffGroup>(word, kStaffGroupWords));
  }
  return groups;
}

}  // namespace

const sql::Table& TableOf(sql::Of<Course>) {
  static const sql::Table& table =
      NewTable("course",
               "title kind staff_groups prerequisites competence feedback_instrument trainer_stage "
               "feedback_questions",
               "validity_months length_minutes");
  return table;
}

sql::Cells ToCells(const Course& c) {
  return KeptCells(
      c, {c.title, WordOf(c.kind, kCourseKindWords), GroupsText(c.staff_groups),
          sql::WordsText(c.prerequisites), c.competence, c.feedback_instrument,
          WordOf(c.trainer_stage, kTrainerStageWords), QuestionsText(c.feedback_questions),
          sql::NumberText(c.validity_months), sql::NumberText(c.length_minutes)});
}

Course FromCells(sql::Of<Course>, const sql::Cells& cells) {
  sql::CellReader in(cells);
  Course course;
  TakeIds(in, course);
  course.title = in.Text();
  course.kind = MeaningOf<CourseKind>(in.Text(), kCourseKindWords);
  course.staff_groups = GroupsFrom(in.Words());
  course.prerequisites = in.Words();
  course.competence = in.Text();
  course.feedback_instrument = in.Text();
  course.trainer_stage = MeaningOf<TrainerStage>(in.Text(), kTrainerStageWords);
  course.feedback_questions = QuestionsFrom(in.Text());
  course.validity_months = in.Int();
  course.length_minutes = in.Int();
  TakeTimes(in, course);
  return course;
}

const sql::Table& TableOf(sql::Of<Venue>) {
  static const sql::Table& table = NewTable("venue", "title region postcode address", "seats");
  return table;
}

sql::Cells ToCells(const Venue& v) {
  return KeptCells(v, {v.title, v.region, v.postcode, v.address, sql::NumberText(v.seats)});
}

Venue FromCells(sql::Of<Venue>, const sql::Cells& cells) {
  sql::CellReader in(cells);
  Venue venue;
  TakeIds(in, venue);
  venue.title = in.Text();
  venue.region = in.Text();
  venue.postcode = in.Text();
  venue.address = in.Text();
  venue.seats = in.Int();
  TakeTimes(in, venue);
  return venue;
}

}  // namespace pcsp::planning::training

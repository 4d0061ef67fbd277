// pcspctl course ...
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "gateway/cli/training/commands.h"

namespace pcsp::cli {
namespace {

namespace pb = planning::v1;

const std::map<std::string, pb::CourseKind> kKinds = {
    {"taster", pb::COURSE_KIND_TASTER},
    {"core-day", pb::COURSE_KIND_CORE_DAY},
    {"follow-up", pb::COURSE_KIND_FOLLOW_UP},
    {"train-the-trainer", pb::COURSE_KIND_TRAIN_THE_TRAINER},
    {"refresher", pb::COURSE_KIND_REFRESHER},
    {"e-learning", pb::COURSE_KIND_E_LEARNING}};

struct CourseFlags {
  std::string id, title, competence, instrument, etag;
  pb::CourseKind kind = pb::COURSE_KIND_UNSPECIFIED;
  pb::TrainerStage stage = pb::TRAINER_STAGE_UNSPECIFIED;
  std::vector<std::string> groups, after, questions;
  int months = -1, minutes = 0;
};

Table AsTable(const google::protobuf::RepeatedPtrField<pb::Course>& courses) {
  Table table({"COURSE", "TITLE", "KIND", "FOR", "AFTER", "MINUTES", "GRANTS", "MONTHS"});
  for (const auto& c : courses) {
    std::vector<std::string> groups, after;
    for (const int group : c.staff_groups()) {
      groups.push_back(GroupInWords(static_cast<type::v1::StaffGroup>(group)));
    }
    for (const std::string& name : c.prerequisites()) after.push_back(IdOf(name));
    table.Add({IdOf(c.name()), c.title(), Word(pb::CourseKind_Name(c.kind()), "COURSE_KIND_"),
               groups.empty() ? "all" : absl::StrJoin(groups, ", "), absl::StrJoin(after, " "),
               absl::StrCat(c.length_minutes()), c.competence(),
               c.validity_months() == 0 ? "for ever" : absl::StrCat(c.validity_months())});
  }
  return table;
}

absl::Status Show(Session& session, const absl::StatusOr<pb::Course>& course) {
  RETURN_IF_ERROR(course.status());
  pb::ListCoursesResponse one;
  *one.add_courses() = *course;
  Print(session.format, AsTable(one.courses()), *course);
  return absl::OkStatus();
}

// "Was it useful?|no|partly|yes".
void AddQuestion(const std::string& text, pb::Course& course) {
  pb::FeedbackQuestion* const question = course.add_feedback_questions();
  for (const absl::string_view part : absl::StrSplit(text, '|')) {
    if (question->text().empty() && question->answers().empty()) {
      question->set_text(std::string(part));
    } else {
      question->add_answers(std::string(part));
    }
  }
}

// What a command line says of a course, and what of it an update is about.
void TakeAll(const Session& session, const CourseFlags& flags, pb::UpdateCourseRequest& request) {
  pb::Course& course = *request.mutable_course();
  Take(flags.title, "title", request, [&](const auto& t) { course.set_title(t); });
  Take(flags.competence, "competence", request, [&](const auto& t) { course.set_competence(t); });
  Take(flags.instrument, "feedback_instrument", request,
       [&](const auto& t) { course.set_feedback_instrument(session.NameOf("instruments", t)); });
  auto& mask = *request.mutable_update_mask();
  if (flags.kind != pb::COURSE_KIND_UNSPECIFIED) mask.add_paths("kind");
  course.set_kind(flags.kind);
  if (flags.stage != pb::TRAINER_STAGE_UNSPECIFIED) mask.add_paths("trainer_stage");
  course.set_trainer_stage(flags.stage);
  for (const std::string& group : flags.groups) {
    course.add_staff_groups(PracticeGroups().at(group));
  }
  if (!flags.groups.empty()) mask.add_paths("staff_groups");
  for (const std::string& id : flags.after) {
    course.add_prerequisites(session.NameOf("courses", id));
  }
  if (!flags.after.empty()) mask.add_paths("prerequisites");
  if (flags.months >= 0) {
    course.set_validity_months(flags.months);
    mask.add_paths("validity_months");
  }
  for (const std::string& question : flags.questions) AddQuestion(question, course);
  if (!flags.questions.empty()) mask.add_paths("feedback_questions");
  if (flags.minutes != 0) mask.add_paths("length_minutes");
  course.set_length_minutes(flags.minutes);
}

absl::Status Add(Session& session, const CourseFlags& flags) {
  pb::UpdateCourseRequest taken;
  TakeAll(session, flags, taken);
  pb::CreateCourseRequest request;
  request.set_parent(session.ProgrammeName());
  request.set_course_id(flags.id);
  *request.mutable_course() = taken.course();
  return Show(session, Call(session, &TrainingStub::CreateCourse, request));
}

absl::Status Get(Session& session, const CourseFlags& flags) {
  pb::GetCourseRequest request;
  request.set_name(session.NameOf("courses", flags.id));
  return Show(session, Call(session, &TrainingStub::GetCourse, request));
}

absl::Status Update(Session& session, const CourseFlags& flags) {
  pb::UpdateCourseRequest request;
  request.mutable_course()->set_name(session.NameOf("courses", flags.id));
  request.mutable_course()->set_etag(flags.etag);
  TakeAll(session, flags, request);
  return Show(session, Call(session, &TrainingStub::UpdateCourse, request));
}

absl::Status Delete(Session& session, const CourseFlags& flags) {
  pb::DeleteCourseRequest request;
  request.set_name(session.NameOf("courses", flags.id));
  request.set_etag(flags.etag);
  return Show(session, Call(session, &TrainingStub::DeleteCourse, request));
}

absl::Status List(Session& session, const CourseFlags& flags) {
  pb::ListCoursesRequest request;
  request.set_parent(session.ProgrammeName());
  request.set_kind(flags.kind);
  request.set_competence(flags.competence);
  ASSIGN_OR_RETURN(const auto all, CallForAll(session, &TrainingStub::ListCourses, request,
                                              [](auto& page, auto& out) {
                                                out.mutable_courses()->MergeFrom(page.courses());
                                              }));
  Print(session.format, AsTable(all.courses()), all);
  return absl::OkStatus();
}

void SetUpId(Command command, CourseFlags& flags) {
  command.AddOption("id", flags.id, "Id of the course, such as core").Required();
}

void SetUpDetails(Command command, CourseFlags& flags) {
  AddWord(command, "--kind", flags.kind, kKinds, "What kind of course it is");
  command.AddOption("--for", flags.groups, "Staff groups that it is for; all four if not given")
      .OneOf({"gp", "nurse", "direct-patient-care", "admin"});
  command.AddOption("--after", flags.after, "Courses that must come before it");
  command.AddOption("--minutes", flags.minutes, "How long it takes").Between(15, 6000);
  command.AddOption("--grants", flags.competence, "The competence that it grants or renews");
  command.AddOption("--months", flags.months, "How long that holds; 0 for ever").Between(0, 120);
  command.AddOption("--feedback", flags.instrument,
                    "A longer questionnaire that the programme sends out itself");
  command.AddOption("--question", flags.questions,
                    "Asked after each session, QUESTION|WORST|...|BEST; up to five");
  AddWord(command, "--trainers", flags.stage, TrainerStages(), "How far its trainers must be");
}

void SetUpAdd(Command command, CourseFlags& flags) {
  SetUpId(command, flags);
  command.AddOption("title", flags.title, "What people call it").Required();
  SetUpDetails(command, flags);
}

void SetUpEtag(Command command, CourseFlags& flags) {
  SetUpId(command, flags);
  command.AddOption("--etag", flags.etag, "Refuse if it has changed since this etag was read");
}

void SetUpUpdate(Command command, CourseFlags& flags) {
  SetUpEtag(command, flags);
  command.AddOption("--title", flags.title, "The new title");
  SetUpDetails(command, flags);
}

void SetUpList(Command command, CourseFlags& flags) {
  AddWord(command, "--kind", flags.kind, kKinds, "Only courses of this kind");
  command.AddOption("--grants", flags.competence, "Only courses that grant this competence");
}

}  // namespace

void AddCourses(Command app, Session& session) {
  const Command noun = AddNoun(app, "course", "What is taught, to whom, after what");
  AddCommand(noun, session, "add", "Add a course", SetUpAdd, Add);
  AddCommand(noun, session, "list", "List courses", SetUpList, List);
  AddCommand(noun, session, "show", "Show one course", SetUpId, Get);
  AddCommand(noun, session, "update", "Change a course", SetUpUpdate, Update);
  AddCommand(noun, session, "delete", "Delete a course that was never held", SetUpEtag, Delete);
}

}  // namespace pcsp::cli

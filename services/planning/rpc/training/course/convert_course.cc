#include "services/planning/rpc/training/course/convert_course.h"

#include <algorithm>

#include "services/planning/domain/place/postcode.h"

namespace pcsp::planning::training {
namespace {

std::vector<StaffGroup> GroupsFrom(const pb::Course& proto, Violations& violations) {
  std::vector<StaffGroup> groups;
  for (int i = 0; i < proto.staff_groups_size(); ++i) {
    groups.push_back(
        GroupFrom(absl::StrCat("course.staff_groups[", i, "]"), proto.staff_groups(i), violations));
  }
  std::sort(groups.begin(), groups.end());
  groups.erase(std::unique(groups.begin(), groups.end()), groups.end());
  return groups;
}

}  // namespace

pb::FeedbackQuestion ToProto(const FeedbackQuestion& question) {
  pb::FeedbackQuestion proto;
  proto.set_text(question.text);
  for (const std::string& answer : question.answers) proto.add_answers(answer);
  return proto;
}

pb::Course ToProto(const Course& course) {
  pb::Course proto;
  proto.set_name(NameOf(course));
  proto.set_title(course.title);
  proto.set_kind(static_cast<pb::CourseKind>(course.kind));
  for (const StaffGroup group : course.staff_groups) {
    proto.add_staff_groups(static_cast<type::v1::StaffGroup>(group));
  }
  for (const std::string& id : course.prerequisites) {
    proto.add_prerequisites(NameIn(course.programme, "courses", id));
  }
  proto.set_validity_months(course.validity_months);
  proto.set_length_minutes(course.length_minutes);
  proto.set_competence(course.competence);
  proto.set_feedback_instrument(course.feedback_instrument);
  proto.set_trainer_stage(static_cast<pb::TrainerStage>(NeededStage(course)));
  for (const FeedbackQuestion& question : course.feedback_questions) {
    *proto.add_feedback_questions() = ToProto(question);
  }
  SetKept(course, proto);
  return proto;
}

pb::Venue ToProto(const Venue& venue) {
  pb::Venue proto;
  proto.set_name(NameOf(venue));
  proto.set_title(venue.title);
  proto.set_region(NameIn(venue.programme, "organisations", venue.region));
  proto.set_postcode(venue.postcode);
  proto.set_seats(venue.seats);
  proto.set_address(venue.address);
  SetKept(venue, proto);
  return proto;
}

Course FromProto(const std::string& programme, const pb::Course& proto, Violations& violations) {
  Course course;
  course.programme = programme;
  course.title = proto.title();
  course.kind = EnumFrom("course.kind", proto.kind(), CourseKind::kELearning, violations);
  course.staff_groups = GroupsFrom(proto, violations);
  for (int i = 0; i < proto.prerequisites_size(); ++i) {
    std::string id = IdOf(programme, "courses", absl::StrCat("course.prerequisites[", i, "]"),
                          proto.prerequisites(i), Need::kRequired, violations);
    if (!id.empty()) course.prerequisites.push_back(std::move(id));
  }
  course.validity_months = proto.validity_months();
  course.length_minutes = proto.length_minutes();
  course.competence = proto.competence();
  IdOf(programme, "instruments", "course.feedback_instrument", proto.feedback_instrument(),
       Need::kOptional, violations);
  course.feedback_instrument = proto.feedback_instrument();
  course.trainer_stage =
      EnumFrom("course.trainer_stage", proto.trainer_stage(), TrainerStage::kLapsed, violations);
  for (const pb::FeedbackQuestion& question : proto.feedback_questions()) {
    course.feedback_questions.push_back(
        {question.text(), {question.answers().begin(), question.answers().end()}});
  }
  return course;
}

Venue FromProto(const std::string& programme, const pb::Venue& proto, Violations& violations) {
  Venue venue;
  venue.programme = programme;
  venue.title = proto.title();
  venue.region =
      IdOf(programme, "organisations", "venue.region", proto.region(), Need::kOptional, violations);
  venue.postcode = TidyPostcode(proto.postcode());
  venue.seats = proto.seats();
  venue.address = proto.address();
  return venue;
}

void Patch(const Course& given, const pb::UpdateCourseRequest& request, Course& course,
           Violations& violations) {
  const Mask mask(
      request.update_mask(),
      {"title", "kind", "staff_groups", "prerequisites", "validity_months", "length_minutes",
       "competence", "feedback_instrument", "trainer_stage", "feedback_questions"},
      violations);
  if (mask.Has("title", !given.title.empty())) course.title = given.title;
  if (mask.Has("kind", given.kind != CourseKind::kUnspecified)) course.kind = given.kind;
  if (mask.Has("staff_groups", !given.staff_groups.empty())) {
    course.staff_groups = given.staff_groups;
  }
  if (mask.Has("prerequisites", !given.prerequisites.empty())) {
    course.prerequisites = given.prerequisites;
  }
  if (mask.Has("validity_months", given.validity_months != 0)) {
    course.validity_months = given.validity_months;
  }
  if (mask.Has("length_minutes", given.length_minutes != 0)) {
    course.length_minutes = given.length_minutes;
  }
  if (mask.Has("competence", !given.competence.empty())) course.competence = given.competence;
  if (mask.Has("feedback_instrument", !given.feedback_instrument.empty())) {
    course.feedback_instrument = given.feedback_instrument;
  }
  if (mask.Has("trainer_stage", given.trainer_stage != TrainerStage::kNone)) {
    course.trainer_stage = given.trainer_stage;
  }
  if (mask.Has("feedback_questions", !given.feedback_questions.empty())) {
    course.feedback_questions = given.feedback_questions;
  }
}

void Patch(const Venue& given, const pb::UpdateVenueRequest& request, Venue& venue,
           Violations& violations) {
  const Mask mask(request.update_mask(), {"title", "region", "postcode", "seats", "address"},
                  violations);
  if (mask.Has("title", !given.title.empty())) venue.title = given.title;
  if (mask.Has("region", !given.region.empty())) venue.region = given.region;
  if (mask.Has("postcode", !given.postcode.empty())) venue.postcode = given.postcode;
  if (mask.Has("seats", given.seats != 0)) venue.seats = given.seats;
  if (mask.Has("address", !given.address.empty())) venue.address = given.address;
}

}  // namespace pcsp::planning::training

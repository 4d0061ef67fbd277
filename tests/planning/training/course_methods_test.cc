#include "tests/planning/training/service_fixture.h"

namespace pcsp::planning::training::testing {
namespace {

using ::pcsp::testing::HasReason;
using ::pcsp::testing::ViolatedFields;
using ::testing::ElementsAre;
using ::testing::SizeIs;

class CourseMethodsTest : public TrainingServiceTest {};

TEST_F(CourseMethodsTest, CreatesGetsAndUpdates) {
  const auto made = AddCourse("core");
  ASSERT_OK(made);
  EXPECT_EQ(made->name(), "programmes/north/courses/core");
  EXPECT_EQ(made->trainer_stage(), pb::TRAINER_STAGE_CO_DELIVERING);
  EXPECT_EQ(made->etag(), "\"1\"");
  pb::UpdateCourseRequest update;
  update.mutable_course()->set_name(made->name());
  update.mutable_course()->set_etag(made->etag());
  update.mutable_course()->set_title("Core day");
  update.mutable_update_mask()->add_paths("title");
  update.mutable_update_mask()->add_paths("validity_months");
  const auto updated = Ask(&Stub::UpdateCourse, update);
  ASSERT_OK(updated);
  EXPECT_EQ(updated->title(), "Core day");
  EXPECT_EQ(updated->validity_months(), 0);
  EXPECT_EQ(updated->kind(), pb::COURSE_KIND_CORE_DAY);
  EXPECT_EQ(updated->etag(), "\"2\"");
  pb::GetCourseRequest get;
  get.set_name(made->name());
  EXPECT_EQ(Ask(&Stub::GetCourse, get)->SerializeAsString(), updated->SerializeAsString());
  EXPECT_THAT(Ask(&Stub::UpdateCourse, update), HasReason("ETAG_MISMATCH"));
}

TEST_F(CourseMethodsTest, TellsEveryViolationAtOnce) {
  pb::CreateCourseRequest request;
  request.set_parent(kProgramme);
  request.set_course_id("No Id");
  request.set_request_id("x");
  request.mutable_course()->set_kind(static_cast<pb::CourseKind>(99));
  request.mutable_course()->set_length_minutes(60);
  request.mutable_course()->add_prerequisites(In("courses/nowhere"));
  request.mutable_course()->add_prerequisites("programmes/south/courses/core");
  EXPECT_THAT(ViolatedFields(Ask(&Stub::CreateCourse, request).status()),
              ElementsAre("course_id", "request_id", "course.kind", "course.prerequisites[1]",
                          "course.title", "course.kind", "course.prerequisites[0]"));
}

TEST_F(CourseMethodsTest, RefusesACycleOfPrerequisites) {
  ASSERT_OK(AddCourse("core"));
  ASSERT_OK(AddCourse("follow-up", {"core"}));
  pb::UpdateCourseRequest update;
  update.mutable_course()->set_name(In("courses/core"));
  update.mutable_course()->add_prerequisites(In("courses/follow-up"));
  EXPECT_THAT(ViolatedFields(Ask(&Stub::UpdateCourse, update).status()),
              ElementsAre("course.prerequisites[0]"));
}

TEST_F(CourseMethodsTest, RepeatsTheReplyOfARequestIdAndRefusesAnother) {
  pb::CreateVenueRequest request;
  request.set_parent(kProgramme);
  request.mutable_venue()->set_title("Hall");
  request.mutable_venue()->set_region(In("organisations/sg1"));
  request.mutable_venue()->set_seats(20);
  request.set_request_id("0189a7f4-0000-7000-8000-000000000001");
  const auto first = Ask(&Stub::CreateVenue, request);
  ASSERT_OK(first);
  EXPECT_EQ(Ask(&Stub::CreateVenue, request)->name(), first->name());
  request.mutable_venue()->set_seats(21);
  EXPECT_THAT(Ask(&Stub::CreateVenue, request), HasReason("REQUEST_ID_REUSED"));
  EXPECT_THAT(AddVenue(first->name().substr(first->name().rfind('/') + 1), 3),
              HasReason("VENUE_EXISTS"));
}

TEST_F(CourseMethodsTest, AChecksWritesNothing) {
  pb::CreateVenueRequest request;
  request.set_parent(kProgramme);
  request.set_venue_id("hall");
  request.mutable_venue()->set_title("Hall");
  request.mutable_venue()->set_region(In("organisations/sg1"));
  request.mutable_venue()->set_seats(20);
  request.set_validate_only(true);
  EXPECT_OK(Ask(&Stub::CreateVenue, request));
  pb::GetVenueRequest get;
  get.set_name(In("venues/hall"));
  EXPECT_THAT(Ask(&Stub::GetVenue, get), HasReason("VENUE_NOT_FOUND"));
}

TEST_F(CourseMethodsTest, ListsInPages) {
  for (const char* id : {"c", "a", "b"}) ASSERT_OK(AddCourse(id));
  pb::ListCoursesRequest request;
  request.set_parent(kProgramme);
  request.set_page_size(2);
  const auto first = Ask(&Stub::ListCourses, request);
  ASSERT_OK(first);
  ASSERT_THAT(first->courses(), SizeIs(2));
  EXPECT_EQ(first->courses(0).name(), In("courses/a"));
  request.set_page_token(first->next_page_token());
  const auto second = Ask(&Stub::ListCourses, request);
  ASSERT_OK(second);
  ASSERT_THAT(second->courses(), SizeIs(1));
  EXPECT_EQ(second->next_page_token(), "");
  request.set_competence("other");
  EXPECT_THAT(ViolatedFields(Ask(&Stub::ListCourses, request).status()), ElementsAre("page_token"));
  request.clear_page_token();
  EXPECT_THAT(Ask(&Stub::ListCourses, request)->courses(), SizeIs(0));
}

TEST_F(CourseMethodsTest, KeepsWhatIsInUse) {
  ASSERT_OK(AddCourse("core"));
  ASSERT_OK(AddCourse("follow-up", {"core"}));
  ASSERT_OK(AddVenue("hall", 20));
  pb::DeleteCourseRequest request;
  request.set_name(In("courses/core"));
  EXPECT_THAT(Ask(&Stub::DeleteCourse, request), HasReason("COURSE_IN_USE"));
  pb::DeleteCourseRequest other;
  other.set_name(In("courses/follow-up"));
  EXPECT_OK(Ask(&Stub::DeleteCourse, other));
  ASSERT_OK(AddSession("s1", "2026-03-02", 4));
  const auto refused = Ask(&Stub::DeleteCourse, request);
  EXPECT_EQ(ErrorDetailOf(refused.status())->metadata.at("used_by"), In("sessions/s1"));
  pb::DeleteVenueRequest venue;
  venue.set_name(In("venues/hall"));
  EXPECT_THAT(Ask(&Stub::DeleteVenue, venue), HasReason("VENUE_IN_USE"));
}

}  // namespace
}  // namespace pcsp::planning::training::testing

#include <set>

#include "tests/planning/programme_plan/service_fixture.h"

namespace pcsp::planning::testing {
namespace {

using ::pcsp::testing::HasReason;
using ::pcsp::testing::ViolatedFields;
using ::testing::Each;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class ApplyTest : public ProgrammePlanTest {
 protected:
  ApplyTest() {
    Serve();
    AddCourse("core", "");
    AddCourse("follow-up", "core");
    for (const char* const venue : {"hall", "barn"}) AddVenue(venue);
    for (const char* const trainer : {"t1", "t2"}) AddTrainer(trainer);
  }

  absl::StatusOr<v1::ApplyProgrammePlanResponse> Apply(const std::string& id, bool check = false) {
    v1::ApplyProgrammePlanRequest request;
    request.set_name(In("programmePlans/" + id));
    request.set_applied_by(In("appointments/clerk"));
    request.set_validate_only(check);
    return Ask(&Plans::ApplyProgrammePlan, request);
  }
  absl::StatusOr<v1::ApplyProgrammePlanResponse> MakeAndApply(const std::string& id,
                                                              const v1::CohortProblem& problem) {
    RETURN_IF_ERROR(Make(id, problem).status());
    RETURN_IF_ERROR(Approve(id).status());
    return Apply(id);
  }
  v1::Session Session(const std::string& name) {
    v1::GetSessionRequest request;
    request.set_name(name);
    return Ask(&Training::GetSession, request).value_or(v1::Session());
  }
  std::vector<v1::Session> Sessions() {
    v1::ListSessionsRequest request;
    request.set_parent(kProgramme);
    const auto listed = Ask(&Training::ListSessions, request);
    EXPECT_OK(listed);
    return {listed->sessions().begin(), listed->sessions().end()};
  }
  absl::StatusOr<v1::Enrolment> Enrol(const v1::Session& session, const std::string& person,
                                      const std::string& practice) {
    clock_.Advance(absl::Seconds(1));
    v1::CreateEnrolmentRequest request;
    request.set_parent(session.name());
    request.mutable_enrolment()->set_participant(In("people/" + person));
    request.mutable_enrolment()->set_practice(In("organisations/" + practice));
    request.mutable_enrolment()->set_staff_group(type::v1::STAFF_GROUP_NURSE);
    return Ask(&Training::CreateEnrolment, request);
  }
  static std::string Id(const std::string& name) { return name.substr(name.rfind('/') + 1); }
  static int Kept(const v1::Session& session, const std::string& practice) {
    int places = 0;
    for (const auto& kept : session.reservations()) {
      if (Id(kept.practice()) == practice) places += kept.people();
    }
    return places;
  }

  // The problem again, with the diary as it is: every session in it and who has places there.
  v1::CohortProblem Again() {
    v1::CohortProblem problem = Problem();
    for (const v1::Session& session : Sessions()) {
      if (session.state() == v1::SESSION_STATE_CANCELLED) continue;
      v1::CohortSession* const known = problem.add_sessions();
      known->set_id(Id(session.name()));
      known->set_course(Id(session.course()));
      known->set_venue(Id(session.venue()));
      absl::CivilDay day;
      EXPECT_TRUE(absl::ParseCivilTime(session.start().substr(0, 10), &day));
      known->set_fortnight(static_cast<int>((day - absl::CivilDay(2026, 3, 2)) / 14));
      known->set_start(session.start());
      known->set_seats(session.capacity());
      known->set_least(session.minimum_size());
      known->set_fixed_cost(300);
      known->set_trainers(1);
      for (auto& series : *problem.mutable_series()) {
        if (series.course() == known->course() && series.venue() == known->venue()) {
          series.add_except(known->fortnight());
        }
      }
      AddToDiary(session, *problem.mutable_current());
    }
    return problem;
  }
  void AddToDiary(const v1::Session& session, v1::CohortCurrent& current) {
    v1::DiarySession* const seen = current.add_diary();
    seen->set_session(Id(session.name()));
    seen->set_etag(session.etag());
    for (int i = 1; i <= 4; ++i) {
      const std::string practice = absl::StrCat("p", i);
      if (Kept(session, practice) == 0) continue;
      v1::CohortBooking* const booking = current.add_bookings();
      booking->set_session(Id(session.name()));
      booking->set_practice(practice);
      booking->set_people(Kept(session, practice));
    }
    v1::ListEnrolmentsRequest list;
    list.set_parent(session.name());
    list.set_state(v1::ENROLMENT_STATE_ENROLLED);
    std::map<std::string, int> enrolled;
    const auto listed = Ask(&Training::ListEnrolments, list);
    EXPECT_OK(listed);
    for (const auto& one : listed->enrolments()) {
      ++enrolled[Id(one.practice())];
    }
    for (const auto& [practice, people] : enrolled) {
      v1::CohortBooking* const booking = seen->add_enrolled();
      booking->set_practice(practice);
      booking->set_people(people);
    }
  }
  static v1::CohortSession* SessionOf(v1::CohortProblem& problem, const std::string& id) {
    for (v1::CohortSession& session : *problem.mutable_sessions()) {
      if (session.id() == id) return &session;
    }
    return nullptr;
  }
};

TEST_F(ApplyTest, MakesSessionsWithPlacesKeptForEveryPractice) {
  const auto applied = MakeAndApply("spring", Problem());
  ASSERT_OK(applied);
  EXPECT_EQ(applied->programme_plan().state(), v1::PROGRAMME_PLAN_STATE_APPLIED);
  EXPECT_EQ(applied->programme_plan().applied_by(), In("appointments/clerk"));
  EXPECT_EQ(applied->reserved_places(), 4 * 4 * 2);
  const auto plan = Get("spring");
  EXPECT_EQ(applied->created_sessions_size(), plan->result().sessions_size());
  const v1::Session first = Sessions().front();
  const v1::SessionInWords& words = applied->sessions_in_words().at(first.name());
  EXPECT_EQ(words.start(), first.start());
  EXPECT_THAT(words.text(), HasSubstr("Course core at Venue "));
  EXPECT_EQ(applied->sessions_in_words().size(), plan->result().sessions_size());
  int places = 0;
  std::set<std::string> rooms;
  for (const v1::Session& session : Sessions()) {
    EXPECT_EQ(session.state(), v1::SESSION_STATE_PLANNED);
    EXPECT_THAT(session.start(), HasSubstr("T09:00"));
    EXPECT_THAT(session.end(), HasSubstr("T15:00"));
    EXPECT_THAT(session.trainers(), SizeIs(1));
    EXPECT_EQ(session.capacity(), 8);
    EXPECT_EQ(session.minimum_size(), 2);
    EXPECT_TRUE(rooms.insert(session.venue() + session.start()).second) << "one room, two sessions";
    for (const auto& kept : session.reservations()) {
      EXPECT_TRUE(kept.staff_group() == type::v1::STAFF_GROUP_GP ||
                  kept.staff_group() == type::v1::STAFF_GROUP_NURSE);
      places += kept.people();
    }
  }
  EXPECT_EQ(places, 4 * 4 * 2);
  EXPECT_THAT(Apply("spring"), HasReason("PROGRAMME_PLAN_STATE_FORBIDS"));
}

TEST_F(ApplyTest, KeptPlacesAreForThosePeopleAlone) {
  ASSERT_OK(MakeAndApply("spring", Problem()));
  const v1::Session first = Sessions().front();
  int free = first.capacity();
  for (const auto& kept : first.reservations()) free -= kept.people();
  for (int i = 0; i < free; ++i) {
    EXPECT_EQ(Enrol(first, absl::StrCat("x", i), "p9")->state(), v1::ENROLMENT_STATE_ENROLLED);
  }
  EXPECT_EQ(Enrol(first, "late", "p9")->state(), v1::ENROLMENT_STATE_WAITING);
  const std::string practice = Id(first.reservations(0).practice());
  const int kept = Kept(first, practice);
  for (int i = 0; i < kept; ++i) {
    EXPECT_EQ(Enrol(first, absl::StrCat("y", i), practice)->state(), v1::ENROLMENT_STATE_ENROLLED);
  }
  EXPECT_EQ(Enrol(first, "more", practice)->state(), v1::ENROLMENT_STATE_WAITING);
}

TEST_F(ApplyTest, ACheckChangesNothing) {
  ASSERT_OK(Make("spring", Problem()));
  EXPECT_THAT(Apply("spring", true), HasReason("PROGRAMME_PLAN_STATE_FORBIDS"));
  ASSERT_OK(Approve("spring"));
  const auto checked = Apply("spring", true);
  ASSERT_OK(checked);
  EXPECT_GT(checked->created_sessions_size(), 0);
  EXPECT_THAT(Sessions(), IsEmpty());
  EXPECT_EQ(Get("spring")->state(), v1::PROGRAMME_PLAN_STATE_APPROVED);
}

TEST_F(ApplyTest, IsRefusedWhenTheDiaryHasChanged) {
  ASSERT_OK(Make("spring", Problem()));
  ASSERT_OK(Approve("spring"));
  v1::CreateSessionRequest request;
  request.set_parent(kProgramme);
  request.set_session_id("extra");
  request.mutable_session()->set_course(In("courses/core"));
  request.mutable_session()->set_venue(In("venues/hall"));
  request.mutable_session()->set_start("2026-04-01T10:00");
  request.mutable_session()->set_end("2026-04-01T16:00");
  request.mutable_session()->set_capacity(5);
  ASSERT_OK(Ask(&Training::CreateSession, request));
  const auto refused = Apply("spring");
  EXPECT_THAT(refused, HasReason("DIARY_CHANGED"));
  EXPECT_THAT(ViolatedFields(refused.status()), ElementsAre("sessions/extra"));
  EXPECT_THAT(Sessions(), SizeIs(1));
}

TEST_F(ApplyTest, WhatASessionCannotHaveIsToldAtOnceAndNothingChanges) {
  v1::CohortProblem problem = Problem();
  for (auto& series : *problem.mutable_series()) series.set_seats(20);  // of 8
  problem.mutable_trainers(0)->set_id("nobody");
  problem.mutable_trainers(1)->set_id("stranger");
  ASSERT_OK(Make("spring", problem));
  ASSERT_OK(Approve("spring"));
  const auto refused = Apply("spring");
  EXPECT_THAT(refused, HasReason("INVALID_FIELDS"));
  const auto fields = ViolatedFields(refused.status());
  EXPECT_THAT(fields, ::testing::Contains(HasSubstr("capacity")));
  EXPECT_THAT(fields, ::testing::Contains(HasSubstr("trainers[0]")));
  EXPECT_THAT(fields, Each(HasSubstr("sessions[")));
  EXPECT_THAT(Sessions(), IsEmpty());
}

TEST_F(ApplyTest, APlanWithoutDatesIsNone) {
  v1::CohortProblem problem = Problem();
  problem.clear_start_date();
  ASSERT_OK(Make("spring", problem));
  ASSERT_OK(Approve("spring"));
  EXPECT_THAT(Apply("spring"), HasReason("PROGRAMME_PLAN_WITHOUT_DATES"));
}

TEST_F(ApplyTest, AReplanCancelsAndMovesWhomItMust) {
  ASSERT_OK(MakeAndApply("spring", Problem()));
  const v1::Session gone = Sessions().front();
  const std::string practice = Id(gone.reservations(0).practice());
  ASSERT_OK(Enrol(gone, "ann", practice));
  v1::CohortProblem problem = Again();
  SessionOf(problem, Id(gone.name()))->set_running(v1::COHORT_RUNNING_MUST_NOT);
  const auto made = Make("replan", problem);
  ASSERT_OK(made);
  const auto& changes = made->result().changes();
  EXPECT_EQ(made->moved_people(), changes.moved_people());
  EXPECT_GE(changes.moved_people(), Kept(gone, practice));
  EXPECT_GT(changes.kept_people(), 0);
  for (const v1::CohortMove& move : changes.moves()) {
    EXPECT_EQ(move.has_from_in_words(), !move.from().empty());
    EXPECT_EQ(move.has_to_in_words(), !move.to().empty());
    if (move.from() != Id(gone.name())) continue;
    EXPECT_EQ(move.from_in_words().start(), gone.start()) << "it has a day in the diary";
    EXPECT_EQ(move.from_in_words().from_day(), gone.start().substr(0, 10));
  }
  ASSERT_OK(Approve("replan"));
  const auto applied = Apply("replan");
  ASSERT_OK(applied);
  EXPECT_THAT(applied->cancelled_sessions(), ::testing::Contains(gone.name()));
  EXPECT_EQ(Session(gone.name()).state(), v1::SESSION_STATE_CANCELLED);
  ASSERT_THAT(applied->moved_enrolments(), SizeIs(1));
  const auto& moved = applied->moved_enrolments(0);
  EXPECT_EQ(moved.participant(), In("people/ann"));
  EXPECT_EQ(moved.from_session(), gone.name());
  const v1::Session there = Session(moved.to_session());
  EXPECT_EQ(applied->sessions_in_words().at(moved.from_session()).start(), gone.start());
  EXPECT_EQ(applied->sessions_in_words().at(moved.to_session()).start(), there.start());
  EXPECT_EQ(there.course(), gone.course());
  EXPECT_EQ(there.enrolled_count(), 1);
  EXPECT_EQ(Get("spring")->state(), v1::PROGRAMME_PLAN_STATE_SUPERSEDED);
  EXPECT_EQ(Get("replan")->state(), v1::PROGRAMME_PLAN_STATE_APPLIED);
}

TEST_F(ApplyTest, ComparesPlansBySessionsOfTheDiary) {
  ASSERT_OK(MakeAndApply("spring", Problem()));
  v1::CohortProblem problem = Again();
  ASSERT_OK(Make("same", problem));
  v1::CompareProgrammePlansRequest request;
  request.set_name(In("programmePlans/same"));
  request.set_other(In("programmePlans/spring"));
  auto compared = Ask(&Plans::CompareProgrammePlans, request);
  ASSERT_OK(compared);
  EXPECT_EQ(compared->changes().moved_people(), 0);
  EXPECT_EQ(compared->changes().kept_people(), 4 * 4 * 2);
  EXPECT_THAT(compared->added_sessions(), IsEmpty());
  EXPECT_THAT(compared->dropped_sessions(), IsEmpty());
  EXPECT_NEAR(compared->difference().total(), 0, 1e-6);

  const std::string gone = Id(Sessions().front().name());
  SessionOf(problem, gone)->set_running(v1::COHORT_RUNNING_MUST_NOT);
  ASSERT_OK(Make("other", problem));
  request.set_name(In("programmePlans/other"));
  compared = Ask(&Plans::CompareProgrammePlans, request);
  ASSERT_OK(compared);
  EXPECT_GT(compared->changes().moved_people(), 0);
  EXPECT_THAT(compared->dropped_sessions(), SizeIs(::testing::Ge(1)));
  ASSERT_EQ(compared->dropped_in_words_size(), compared->dropped_sessions_size());
  EXPECT_THAT(compared->dropped_in_words(0).text(), HasSubstr(" at "));
  EXPECT_EQ(compared->added_in_words_size(), compared->added_sessions_size());
  request.clear_other();
  compared = Ask(&Plans::CompareProgrammePlans, request);
  ASSERT_OK(compared);
  EXPECT_FALSE(compared->has_other_cost());
  EXPECT_THAT(compared->dropped_sessions(), ::testing::Contains(gone));
}

}  // namespace
}  // namespace pcsp::planning::testing

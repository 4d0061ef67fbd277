// What a programme's own solutions, adaptations and outcomes may be, and how they are taken back,
// through the real service.
#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "tests/planning/service_fixture.h"
#include "tests/support/status_matchers.h"

namespace pcsp::planning {
namespace {

using ::pcsp::testing::HasReason;
using ::pcsp::testing::ViolatedFields;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::kParent;
using ::testing::SizeIs;
using ::testing::UnorderedElementsAre;
using Stub = pb::PlanningService::Stub;

constexpr char kProgramme[] = "programmes/north";
constexpr char kTea[] = "programmes/north/solutions/tea";

// An idea of two parts: a real person's story, which is never negotiable, and tea.
pb::CreateSolutionRequest Tea() {
  pb::CreateSolutionRequest request;
  request.set_parent(kProgramme);
  request.set_solution_id("tea");
  pb::Solution& s = *request.mutable_solution();
  s.set_title("Tea with a purpose");
  s.add_issues("coh-purpose");
  s.set_level(type::v1::LEVEL_PRACTICE);
  s.set_actor("The practice manager");
  s.set_action("Invites everybody to talk about one person's story over tea.");
  s.set_target("Shared understanding");
  s.set_dose("Half an hour a month");
  s.set_timing("After the first training");
  s.set_justification("Stories stay.");
  s.set_expected_outcome("People tell the story to others.");
  s.set_hours(6);
  s.set_duration_weeks(12);
  s.set_review_weeks(4);
  s.set_owner_role("practice manager");
  s.set_prior_effect_points(2);
  s.set_source("a practice");
  for (const char* id : {"real_story", "tea"}) {
    pb::CoreFunction& core = *s.add_core_functions();
    core.set_id(id);
    core.set_text(absl::StrCat("There is ", id, "."));
  }
  s.mutable_core_functions(0)->set_negotiable(pb::NEGOTIABLE_NEVER);
  s.mutable_core_functions(0)->set_protects("Nobody's story is told who has not agreed.");
  return request;
}

pb::CreateAdaptationRequest Change(const std::string& core, pb::CoreChangeKind kind) {
  pb::CreateAdaptationRequest request;
  request.set_parent(kParent);
  pb::Adaptation& a = *request.mutable_adaptation();
  a.set_solution(kTea);
  a.set_when(pb::ADAPTED_WHEN_WHILE_RUNNING);
  a.add_decided_by("practice manager");
  a.set_part(pb::ADAPTED_PART_CONTENT);
  a.set_adapted_for(pb::ADAPTED_FOR_SITE);
  a.set_what("We do it otherwise.");
  a.set_why("There is too little time.");
  a.add_core_changes()->set_core_function(core);
  a.mutable_core_changes(0)->set_kind(kind);
  return request;
}

pb::RecordOutcomesRequest Outcomes() {
  pb::RecordOutcomesRequest request;
  request.set_parent(kProgramme);
  pb::Outcome& o = *request.add_outcomes();
  o.set_organisation("programmes/north/organisations/s1");
  o.set_wave("programmes/north/waves/first");
  o.set_issue("coh-purpose");
  o.set_baseline(50);
  o.set_baseline_standard_error(3);
  o.set_followup(55);
  o.set_followup_people(10);
  o.set_flagged(true);
  return request;
}

class OwnRulesTest : public testing::PlanningServiceTest {
 protected:
  absl::StatusOr<pb::Solution> Create(const pb::CreateSolutionRequest& request) {
    return Ask(&Stub::CreateSolution, request);
  }
  int OutcomesRecorded() {
    pb::ListOutcomesRequest list;
    list.set_parent(kProgramme);
    return Ask(&Stub::ListOutcomes, list)->outcomes_size();
  }
};

TEST_F(OwnRulesTest, WhatAProgrammeSaysIsNeverNegotiableIsProtected) {
  ASSERT_OK(Create(Tea()));
  pb::GetSolutionRequest get;
  get.set_name(kTea);
  const auto read = Ask(&Stub::GetSolution, get);
  ASSERT_OK(read);
  EXPECT_EQ(read->core_functions(0).protects(), "Nobody's story is told who has not agreed.");
  const auto refused =
      Ask(&Stub::CreateAdaptation, Change("real_story", pb::CORE_CHANGE_KIND_REMOVES));
  EXPECT_THAT(refused, HasReason("ADAPTATION_BREAKS_SOLUTION"));
  EXPECT_THAT(std::string(refused.status().message()),
              HasSubstr("it protects this: Nobody's story is told who has not agreed."));
  pb::UpdateSolutionRequest update;
  *update.mutable_solution() = *read;
  update.mutable_solution()->mutable_core_functions(0)->set_negotiable(pb::NEGOTIABLE_LOCAL);
  update.mutable_solution()->mutable_core_functions(0)->clear_protects();
  ASSERT_OK(Ask(&Stub::UpdateSolution, update));
  EXPECT_OK(Ask(&Stub::CreateAdaptation, Change("real_story", pb::CORE_CHANGE_KIND_REMOVES)));
}

TEST_F(OwnRulesTest, ViolationsComeAtOnceUnderTheNamesOfTheApi) {
  auto request = Tea();
  pb::Solution& s = *request.mutable_solution();
  s.clear_level();
  s.set_issues(0, "unknown");
  s.set_prior_effect_points(99);
  s.set_hours(-1);
  s.mutable_core_functions(0)->clear_protects();
  s.mutable_core_functions(1)->set_protects("Something.");
  s.add_prerequisites("nothing");
  const auto fields =
      UnorderedElementsAre("solution.level", "solution.issues[0]", "solution.prior_effect_points",
                           "solution.hours", "solution.core_functions[0].protects",
                           "solution.core_functions[1].protects", "solution.prerequisites[0]");
  EXPECT_THAT(ViolatedFields(Create(request).status()), fields);
  ASSERT_OK(Create(Tea()));
  pb::UpdateSolutionRequest update;
  *update.mutable_solution() = s;
  update.mutable_solution()->set_name(kTea);
  EXPECT_THAT(ViolatedFields(Ask(&Stub::UpdateSolution, update).status()), fields);
  auto adaptation = Change("no_such", pb::CORE_CHANGE_KIND_FORM);
  adaptation.mutable_adaptation()->clear_why();
  EXPECT_THAT(ViolatedFields(Ask(&Stub::CreateAdaptation, adaptation).status()),
              UnorderedElementsAre("adaptation.core_changes[0].core_function", "adaptation.why"));
}

TEST_F(OwnRulesTest, AnAdaptationIsTakenBackOnce) {
  ASSERT_OK(Create(Tea()));
  const auto made = Ask(&Stub::CreateAdaptation, Change("tea", pb::CORE_CHANGE_KIND_REMOVES));
  ASSERT_OK(made);
  pb::WithdrawAdaptationRequest request;
  request.set_name(made->name());
  request.set_etag("\"7\"");
  EXPECT_THAT(Ask(&Stub::WithdrawAdaptation, request), HasReason("ETAG_MISMATCH"));
  request.set_etag(made->etag());
  request.set_request_id("0189a7f4-0000-7000-8000-000000000001");
  const auto withdrawn = Ask(&Stub::WithdrawAdaptation, request);
  ASSERT_OK(withdrawn);
  EXPECT_EQ(withdrawn->state(), pb::ADAPTATION_STATE_WITHDRAWN);
  EXPECT_EQ(Ask(&Stub::WithdrawAdaptation, request)->SerializeAsString(),
            withdrawn->SerializeAsString());
  request.clear_request_id();
  request.clear_etag();
  EXPECT_THAT(Ask(&Stub::WithdrawAdaptation, request), HasReason("ADAPTATION_WITHDRAWN"));
  pb::RecommendSolutionsRequest recommend;
  recommend.set_parent(kParent);
  recommend.set_max_recommendations(50);
  testing::AddFinding(recommend, "coh-purpose");
  const auto all = Ask(&Stub::RecommendSolutions, recommend);
  ASSERT_OK(all);
  for (const auto& one : all->overall()) EXPECT_FALSE(one.has_adaptation()) << "used as it is";
  pb::ListAdaptationsRequest list;
  list.set_parent(kParent);
  list.set_state(pb::ADAPTATION_STATE_WITHDRAWN);
  EXPECT_THAT(Ask(&Stub::ListAdaptations, list)->adaptations(), SizeIs(1));
}

TEST_F(OwnRulesTest, OutcomesAreOfIssuesThatThereAreAndOfDaysThatHaveBeen) {
  auto request = Outcomes();  // the clock stands at 5 January 2026
  pb::Outcome& o = *request.mutable_outcomes(0);
  o.set_issue("no-such-issue");
  o.set_start_date("2026-01-06");
  o.set_followup_date("yesterday");
  o.set_baseline(200);
  o.add_treatments()->set_solution("nothing");
  EXPECT_THAT(ViolatedFields(Ask(&Stub::RecordOutcomes, request).status()),
              UnorderedElementsAre("outcomes[0].issue", "outcomes[0].start_date",
                                   "outcomes[0].followup_date", "outcomes[0].baseline",
                                   "outcomes[0].treatments[0].solution"));
  EXPECT_EQ(OutcomesRecorded(), 0);
  request = Outcomes();
  request.mutable_outcomes(0)->set_followup_date("2026-01-05");
  EXPECT_OK(Ask(&Stub::RecordOutcomes, request));
}

TEST_F(OwnRulesTest, AnOutcomeIsTakenBackByItsName) {
  ASSERT_OK(Ask(&Stub::RecordOutcomes, Outcomes()));
  pb::ListOutcomesRequest list;
  list.set_parent(kProgramme);
  const auto listed = Ask(&Stub::ListOutcomes, list);
  ASSERT_THAT(listed->outcomes(), SizeIs(1));
  EXPECT_EQ(listed->outcomes(0).name(),
            "programmes/north/organisations/s1/outcomes/first~coh-purpose");
  pb::DeleteOutcomeRequest request;
  request.set_name("programmes/north/organisations/s1/outcomes/first");
  EXPECT_THAT(ViolatedFields(Ask(&Stub::DeleteOutcome, request).status()), ElementsAre("name"));
  request.set_name("programmes/north/organisations/s2/outcomes/first~coh-purpose");
  EXPECT_THAT(Ask(&Stub::DeleteOutcome, request), HasReason("OUTCOME_NOT_FOUND"));
  request.set_name(listed->outcomes(0).name());
  request.set_request_id("0189a7f4-0000-7000-8000-000000000002");
  const auto deleted = Ask(&Stub::DeleteOutcome, request);
  ASSERT_OK(deleted);
  EXPECT_EQ(deleted->followup(), 55);
  EXPECT_EQ(OutcomesRecorded(), 0);
  EXPECT_OK(Ask(&Stub::DeleteOutcome, request)) << "the call is repeated";
  pb::ListSolutionEffectsRequest effects;
  effects.set_parent(kProgramme);
  EXPECT_EQ(Ask(&Stub::ListSolutionEffects, effects)->outcome_count(), 0);
}

}  // namespace
}  // namespace pcsp::planning

// What programmes add to the catalogue, through the real service.
#include "gmock/gmock.h"
#include "tests/planning/service_fixture.h"
#include "tests/support/status_matchers.h"

namespace pcsp::planning {
namespace {

using ::pcsp::testing::HasReason;
using ::pcsp::testing::ViolatedFields;
using testing::AddFinding;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::kParent;
using ::testing::Not;
using ::testing::SizeIs;
using Stub = pb::PlanningService::Stub;

constexpr char kProgramme[] = "programmes/north";
constexpr char kIssue[] = "coh-purpose";

class LibraryMethodsTest : public testing::PlanningServiceTest {
 protected:
  static pb::CreateSolutionRequest Idea(const std::string& id) {
    pb::CreateSolutionRequest request;
    request.set_parent(kProgramme);
    request.set_solution_id(id);
    pb::Solution& s = *request.mutable_solution();
    s.set_title("Tea with a purpose");
    s.add_issues(kIssue);
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
    pb::CoreFunction& core = *s.add_core_functions();
    core.set_id("real_story");
    core.set_text("The story is that of a real person who agreed.");
    return request;
  }
  absl::StatusOr<pb::Solution> Create(const pb::CreateSolutionRequest& request) {
    return Ask(&Stub::CreateSolution, request);
  }

  static pb::CreateAdaptationRequest Change(const std::string& solution, const std::string& core,
                                            pb::CoreChangeKind kind) {
    pb::CreateAdaptationRequest request;
    request.set_parent(kParent);
    pb::Adaptation& a = *request.mutable_adaptation();
    a.set_solution(solution);
    a.set_when(pb::ADAPTED_WHEN_WHILE_RUNNING);
    a.add_decided_by("practice manager");
    a.set_part(pb::ADAPTED_PART_CONTENT);
    a.set_adapted_for(pb::ADAPTED_FOR_SITE);
    a.set_what("We do it otherwise.");
    a.set_why("There is too little time.");
    pb::CoreChange& change = *a.add_core_changes();
    change.set_core_function(core);
    change.set_kind(kind);
    return request;
  }

  // Any core function of the catalogue that is never negotiable: (solution, id).
  std::pair<std::string, std::string> NeverNegotiable() {
    for (const Solution& s : testing::ShippedCatalogue().solutions()) {
      for (const CoreFunction& core : s.core_functions) {
        const auto boundary = s.boundaries.find(core.id);
        if (boundary != s.boundaries.end() && boundary->second.negotiable == Negotiable::kNever) {
          return {"solutions/" + s.id, core.id};
        }
      }
    }
    return {};
  }

  static void AddOutcome(pb::RecordOutcomesRequest& request, int site, double change,
                         const std::string& solution) {
    pb::Outcome& o = *request.add_outcomes();
    o.set_organisation("programmes/north/organisations/s" + std::to_string(site));
    o.set_wave("programmes/north/waves/first");
    o.set_issue(kIssue);
    o.set_baseline(50 + site % 7);
    o.set_baseline_standard_error(3);
    o.set_followup(50 + site % 7 + change + (site % 3 - 1));
    o.set_followup_people(10);
    o.set_flagged(true);
    if (!solution.empty()) o.add_treatments()->set_solution(solution);
  }
  // One solution that helps, one that harms, and sites that did nothing.
  absl::StatusOr<pb::RecordOutcomesResponse> RecordSome() {
    pb::RecordOutcomesRequest request;
    request.set_parent(kProgramme);
    for (int site = 0; site < 120; ++site) {
      const int arm = site % 3;
      AddOutcome(request, site,
                 arm == 0   ? 8
                 : arm == 1 ? -8
                            : 0,
                 arm == 0   ? "solutions/purpose-in-one-sentence"
                 : arm == 1 ? "programmes/north/solutions/tea"
                            : "");
    }
    return Ask(&Stub::RecordOutcomes, request);
  }
};

TEST_F(LibraryMethodsTest, AnIdeaIsListedFoundAndRecommendedBesideTheCatalogue) {
  const auto made = Create(Idea("tea"));
  ASSERT_OK(made);
  EXPECT_EQ(made->name(), "programmes/north/solutions/tea");
  EXPECT_TRUE(made->local());
  pb::ListSolutionsRequest list;
  list.set_parent(kProgramme);
  list.set_page_size(1000);
  EXPECT_EQ(Ask(&Stub::ListSolutions, list)->solutions_size(),
            static_cast<int>(testing::ShippedCatalogue().solutions().size()) + 1);
  pb::SearchSolutionsRequest search;
  search.set_parent(kProgramme);
  search.set_query("tea purpsoe");
  const auto found = Ask(&Stub::SearchSolutions, search);
  ASSERT_OK(found);
  ASSERT_THAT(found->solutions(), Not(IsEmpty()));
  EXPECT_EQ(found->solutions(0).name(), made->name());
  pb::RecommendSolutionsRequest recommend;
  recommend.set_parent(kParent);
  recommend.set_max_recommendations(50);
  AddFinding(recommend, kIssue);
  const auto all = Ask(&Stub::RecommendSolutions, recommend);
  ASSERT_OK(all);
  std::vector<std::string> names;
  for (const auto& one : all->overall()) names.push_back(one.solution().name());
  EXPECT_THAT(names, Contains(made->name()));
  pb::GetSolutionRequest get;
  get.set_name(made->name());
  EXPECT_EQ(Ask(&Stub::GetSolution, get)->title(), "Tea with a purpose");
}

TEST_F(LibraryMethodsTest, FindsBySettingAndSaysWhenWordsAreMissing) {
  auto idea = Idea("tea");
  idea.mutable_solution()->set_title("Quokkas with a purpose");
  idea.mutable_solution()->add_settings(pb::SETTING_RURAL);
  idea.mutable_solution()->set_cost(35);
  pb::Material& material = *idea.mutable_solution()->add_materials();
  material.set_title("How to brew it");
  material.set_url("https://example.org/tea");
  const auto made = Create(idea);
  ASSERT_OK(made);
  EXPECT_EQ(made->cost(), 35);
  EXPECT_EQ(made->materials(0).url(), "https://example.org/tea");
  pb::SearchSolutionsRequest search;
  search.set_parent(kProgramme);
  search.set_query("quokkas");
  search.set_setting(pb::SETTING_RURAL);
  const auto rural = Ask(&Stub::SearchSolutions, search);
  ASSERT_OK(rural);
  ASSERT_THAT(rural->solutions(), SizeIs(1));
  EXPECT_THAT(rural->solutions(0).settings(), ElementsAre(pb::SETTING_RURAL));
  EXPECT_FALSE(rural->partial());
  search.set_setting(pb::SETTING_URBAN);
  EXPECT_THAT(Ask(&Stub::SearchSolutions, search)->solutions(), IsEmpty());
  search.set_query("quokkas letter");
  const auto urban = Ask(&Stub::SearchSolutions, search);
  EXPECT_THAT(urban->solutions(), Not(IsEmpty())) << "what is made for no setting fits all";
  EXPECT_TRUE(urban->partial());
  search.set_setting(static_cast<pb::Setting>(99));
  EXPECT_THAT(ViolatedFields(Ask(&Stub::SearchSolutions, search).status()), ElementsAre("setting"));
}

// The words of an issue's title stand in no text of a solution.
TEST_F(LibraryMethodsTest, FindsByTheTitleOfAnIssue) {
  pb::SearchSolutionsRequest search;
  search.set_parent(kProgramme);
  search.set_query("played off against");
  const auto found = Ask(&Stub::SearchSolutions, search);
  ASSERT_OK(found);
  EXPECT_FALSE(found->partial());
  ASSERT_THAT(found->solutions(), Not(IsEmpty()));
  for (const pb::Solution& one : found->solutions()) {
    EXPECT_THAT(one.issues(), Contains("coh-convsys"));
  }
}

TEST_F(LibraryMethodsTest, ASettingStandsOnce) {
  auto idea = Idea("tea");
  idea.mutable_solution()->add_settings(pb::SETTING_RURAL);
  idea.mutable_solution()->add_settings(pb::SETTING_RURAL);
  idea.mutable_solution()->set_cost(-1);
  EXPECT_THAT(ViolatedFields(Create(idea).status()),
              ::testing::UnorderedElementsAre("solution.settings[1]", "solution.cost"));
}

TEST_F(LibraryMethodsTest, ReportsEverythingThatIsWrongWithAnIdea) {
  pb::CreateSolutionRequest request = Idea("Bad Id");
  request.mutable_solution()->clear_core_functions();
  request.mutable_solution()->set_issues(0, "no-such-issue");
  request.mutable_solution()->set_hours(-1);
  request.mutable_solution()->add_prerequisites("solutions/no-such");
  EXPECT_THAT(ViolatedFields(Create(request).status()),
              ::testing::IsSupersetOf({"solution_id", "solution.core_functions",
                                       "solution.issues[0]", "solution.hours"}));
  EXPECT_THAT(Create(Idea("purpose-in-one-sentence")), HasReason("SOLUTION_EXISTS"));
}

TEST_F(LibraryMethodsTest, PrerequisitesMayNotRunInACircle) {
  ASSERT_OK(Create(Idea("one")));
  pb::CreateSolutionRequest two = Idea("two");
  two.mutable_solution()->add_prerequisites("programmes/north/solutions/one");
  ASSERT_OK(Create(two));
  pb::UpdateSolutionRequest update;
  *update.mutable_solution() = Idea("one").solution();
  update.mutable_solution()->set_name("programmes/north/solutions/one");
  update.mutable_solution()->add_prerequisites("programmes/north/solutions/two");
  EXPECT_THAT(Ask(&Stub::UpdateSolution, update), HasReason("INVALID_FIELDS"));
  pb::RetireSolutionRequest retire;
  retire.set_name("programmes/north/solutions/one");
  EXPECT_THAT(Ask(&Stub::RetireSolution, retire), HasReason("INVALID_FIELDS"));
}

TEST_F(LibraryMethodsTest, AStaleUpdateChangesNothingAndARetiredOneIsOfferedNoMore) {
  const auto made = Create(Idea("tea"));
  ASSERT_OK(made);
  pb::UpdateSolutionRequest update;
  *update.mutable_solution() = *made;
  update.mutable_solution()->set_title("Quokkas with a purpose");
  const auto changed = Ask(&Stub::UpdateSolution, update);
  ASSERT_OK(changed);
  EXPECT_THAT(Ask(&Stub::UpdateSolution, update), HasReason("ETAG_MISMATCH"));
  pb::RetireSolutionRequest retire;
  retire.set_name(made->name());
  retire.set_etag(changed->etag());
  EXPECT_TRUE(Ask(&Stub::RetireSolution, retire)->retired());
  pb::SearchSolutionsRequest search;
  search.set_parent(kProgramme);
  search.set_query("quokkas");
  EXPECT_THAT(Ask(&Stub::SearchSolutions, search)->solutions(), IsEmpty());
}

TEST_F(LibraryMethodsTest, WhoseIdeaItIsIsToldOfThoseAloneWhoAgreed) {
  auto idea = Idea("tea");
  idea.mutable_solution()->set_organisation("programmes/north/organisations/s1");
  auto made = Create(idea);
  ASSERT_OK(made);
  EXPECT_EQ(made->organisation(), "") << "anonymous unless it agrees";
  pb::UpdateSolutionRequest update;
  *update.mutable_solution() = *made;  // as read, and so without the organisation
  update.mutable_solution()->set_sharing(pb::SHARING_NAMED);
  made = Ask(&Stub::UpdateSolution, update);
  ASSERT_OK(made);
  EXPECT_EQ(made->organisation(), "programmes/north/organisations/s1");
  pb::ListSolutionsRequest list;
  list.set_parent(kProgramme);
  const auto listed = Ask(&Stub::ListSolutions, list);
  ASSERT_OK(listed);
  for (const auto& one : listed->solutions()) {
    EXPECT_EQ(one.organisation().empty(), one.name() != made->name());
  }
}

TEST_F(LibraryMethodsTest, AnAdaptationThatBreaksTheSolutionIsRefusedWithTheReason) {
  const auto [solution, core] = NeverNegotiable();
  ASSERT_FALSE(solution.empty());
  const auto refused =
      Ask(&Stub::CreateAdaptation, Change(solution, core, pb::CORE_CHANGE_KIND_REMOVES));
  EXPECT_THAT(refused, HasReason("ADAPTATION_BREAKS_SOLUTION"));
  EXPECT_THAT(std::string(refused.status().message()), HasSubstr("not recorded"));
  pb::ListAdaptationsRequest list;
  list.set_parent(kParent);
  EXPECT_THAT(Ask(&Stub::ListAdaptations, list)->adaptations(), IsEmpty());
}

TEST_F(LibraryMethodsTest, AChangedDoseWaitsForSignOff) {
  const auto [solution, core] = NeverNegotiable();
  const auto made = Ask(&Stub::CreateAdaptation, Change(solution, core, pb::CORE_CHANGE_KIND_DOSE));
  ASSERT_OK(made);
  EXPECT_EQ(made->state(), pb::ADAPTATION_STATE_NEEDS_SIGN_OFF);
  pb::SignOffAdaptationRequest sign;
  sign.set_name(made->name());
  sign.set_signed_by("programmes/south/appointments/x");
  EXPECT_THAT(ViolatedFields(Ask(&Stub::SignOffAdaptation, sign).status()),
              ElementsAre("note", "signed_by"));
  sign.set_agree(true);
  sign.set_signed_by("programmes/north/appointments/om1");
  sign.set_etag(made->etag());
  const auto signed_off = Ask(&Stub::SignOffAdaptation, sign);
  ASSERT_OK(signed_off);
  EXPECT_EQ(signed_off->state(), pb::ADAPTATION_STATE_SIGNED_OFF);
  sign.set_etag("");
  EXPECT_THAT(Ask(&Stub::SignOffAdaptation, sign), HasReason("ADAPTATION_NEEDS_NO_SIGN_OFF"));
}

TEST_F(LibraryMethodsTest, AnAdaptationAnswersAllEightQuestions) {
  pb::CreateAdaptationRequest request;
  request.set_parent(kParent);
  request.mutable_adaptation()->set_solution("solutions/purpose-in-one-sentence");
  EXPECT_THAT(
      ViolatedFields(Ask(&Stub::CreateAdaptation, request).status()),
      ::testing::IsSupersetOf({"adaptation.when", "adaptation.part", "adaptation.adapted_for",
                               "adaptation.decided_by", "adaptation.what", "adaptation.why"}));
}

TEST_F(LibraryMethodsTest, OutcomesMoveWhatIsRecommended) {
  ASSERT_OK(Create(Idea("tea")));
  const auto recorded = RecordSome();
  ASSERT_OK(recorded);
  EXPECT_EQ(recorded->created_count(), 120);
  EXPECT_EQ(RecordSome()->replaced_count(), 120);
  pb::ListSolutionEffectsRequest list;
  list.set_parent(kProgramme);
  const auto effects = Ask(&Stub::ListSolutionEffects, list);
  ASSERT_OK(effects);
  ASSERT_THAT(effects->effects(), SizeIs(2));
  EXPECT_GT(effects->effects(0).points().low(), 2);
  EXPECT_EQ(effects->effects(0).treatment().solution(), "solutions/purpose-in-one-sentence");
  EXPECT_LT(effects->effects(1).points().high(), 0);  // the harmful one is last, and said to be so
  EXPECT_EQ(effects->effects(1).comparison_sites(), 40);
  EXPECT_GT(effects->effects(1).persisted(), 0);
  pb::RecommendSolutionsRequest recommend;
  recommend.set_parent(kParent);
  recommend.set_max_recommendations(50);
  AddFinding(recommend, kIssue);
  const auto ranked = Ask(&Stub::RecommendSolutions, recommend);
  ASSERT_OK(ranked);
  EXPECT_EQ(ranked->overall(0).slot(), pb::RECOMMENDATION_SLOT_WORKED_ELSEWHERE);
  EXPECT_EQ(ranked->overall(0).solution().name(), "solutions/purpose-in-one-sentence");
  EXPECT_THAT(ranked->overall(0).reason(), HasSubstr("associated with"));
  ASSERT_THAT(ranked->unhelpful(), SizeIs(1));
  EXPECT_EQ(ranked->unhelpful(0).solution(), "programmes/north/solutions/tea");
  EXPECT_EQ(ranked->unhelpful(0).verdict(), pb::EFFECT_VERDICT_HARM);
  EXPECT_THAT(ranked->unhelpful(0).reason(), HasSubstr("did harm where it was tried"));
  EXPECT_EQ(effects->effects(1).verdict(), pb::EFFECT_VERDICT_HARM);
  EXPECT_GT(effects->effects(1).p_below_0(), 0.9);
  for (const auto& one : ranked->overall()) {
    EXPECT_NE(one.solution().name(), "programmes/north/solutions/tea");
  }
  EXPECT_EQ(ranked->SerializeAsString(),
            Ask(&Stub::RecommendSolutions, recommend)->SerializeAsString());
}

TEST_F(LibraryMethodsTest, ABadOutcomeRecordsNothing) {
  pb::RecordOutcomesRequest request;
  request.set_parent(kProgramme);
  AddOutcome(request, 1, 3, "");
  AddOutcome(request, 1, 3, "");
  AddOutcome(request, 2, 3, "solutions/no-such");
  AddOutcome(request, 3, 3, "");
  request.mutable_outcomes(3)->set_followup_people(-1);
  EXPECT_THAT(ViolatedFields(Ask(&Stub::RecordOutcomes, request).status()),
              ::testing::IsSupersetOf({"outcomes[1]", "outcomes[2].treatments[0].solution",
                                       "outcomes[3].followup_people"}));
  pb::ListOutcomesRequest list;
  list.set_parent(kProgramme);
  EXPECT_THAT(Ask(&Stub::ListOutcomes, list)->outcomes(), IsEmpty());
}

TEST_F(LibraryMethodsTest, OutcomesComeBackAsTheyWereRecordedInPages) {
  ASSERT_OK(Create(Idea("tea")));
  ASSERT_OK(RecordSome());
  pb::ListOutcomesRequest list;
  list.set_parent(kProgramme);
  list.set_page_size(50);
  int seen = 0;
  do {
    const auto page = Ask(&Stub::ListOutcomes, list);
    ASSERT_OK(page);
    seen += page->outcomes_size();
    EXPECT_EQ(page->outcomes(0).baseline_standard_error(), 3);
    EXPECT_EQ(page->outcomes(0).variance_within(), 400);
    list.set_page_token(page->next_page_token());
  } while (!list.page_token().empty());
  EXPECT_EQ(seen, 120);
}

}  // namespace
}  // namespace pcsp::planning

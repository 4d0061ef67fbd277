#include "services/planning/domain/solution/catalogue.h"

#include <map>
#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/planning/catalogues.h"
#include "tests/support/status_matchers.h"

namespace pcsp::planning {
namespace {

using ::pcsp::testing::HasReason;
using ::pcsp::testing::ViolatedFields;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::Ge;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr absl::string_view kHead = R"(
id: test
version: 3
owner_roles: [practice manager]
principles: {prepared: Information first.}
solutions:
)";

// One valid solution; `id` and further lines vary.
std::string Entry(absl::string_view id, absl::string_view more = "") {
  return absl::StrCat("  - id: ", id, R"(
    title: A title
    answers: [coh-purpose]
    level: practice
    actor: a
    action: b
    target: c
    dose: d
    timing: e
    justification: f
    expected_outcome: g
    hours: 4
    duration_weeks: 6
    review_weeks: 4
    owner_role: practice manager
    effect: 2.0
    training: false
    core_functions: {kept: It stays.}
    adaptable_forms: [when]
    source: programme experience
)",
                      more);
}

absl::StatusOr<Catalogue> Read(const std::string& entries) {
  auto document = text::ParseYaml(absl::StrCat(kHead, entries), "test.yaml");
  if (!document.ok()) return document.status();
  return Catalogue::Read(*std::move(document));
}

// `entry` with one line replaced.
std::string With(std::string entry, absl::string_view line, absl::string_view by) {
  EXPECT_THAT(entry, HasSubstr(line));
  return absl::StrReplaceAll(entry, {{line, by}});
}

TEST(CatalogueTest, ReadsEveryField) {
  const auto catalogue = Read(Entry("second", "    prerequisites: [first]\n") + Entry("first"));
  ASSERT_OK(catalogue);
  EXPECT_EQ(catalogue->version(), "test@3");
  ASSERT_THAT(catalogue->solutions(), SizeIs(2));
  EXPECT_EQ(catalogue->solutions()[0].id, "first") << "ordered by id";
  const Solution& solution = catalogue->solutions()[1];
  EXPECT_EQ(solution.hours, 4);
  EXPECT_EQ(solution.duration_weeks, 6);
  EXPECT_EQ(solution.review_weeks, 4);
  EXPECT_THAT(solution.core_functions, ElementsAre(CoreFunction{"kept", "It stays."}));
  EXPECT_THAT(solution.prerequisites, ElementsAre("first"));
  EXPECT_EQ(catalogue->Find("second"), &solution);
  EXPECT_EQ(catalogue->Find("third"), nullptr);
}

struct Fault {
  const char* name;
  std::string line, by;
  std::string field;
};

class CatalogueFaultTest : public ::testing::TestWithParam<Fault> {};

TEST_P(CatalogueFaultTest, IsReportedWithItsPlace) {
  const Fault& fault = GetParam();
  const auto catalogue =
      Read(Entry("good") + Entry("better") + With(Entry("bad"), fault.line, fault.by));
  EXPECT_THAT(catalogue, HasReason("INVALID_CONTENT"));
  EXPECT_THAT(ViolatedFields(catalogue.status()), ElementsAre(fault.field));
}

INSTANTIATE_TEST_SUITE_P(
    All, CatalogueFaultTest,
    ::testing::Values(
        Fault{"Level", "level: practice", "level: ward", "solutions[2].level"},
        Fault{"Id", "id: bad", "id: Not_An_Id", "solutions[2].id"},
        Fault{"DuplicateId", "id: bad", "id: good", "solutions[2].id"},
        Fault{"NoIssue", "answers: [coh-purpose]", "answers: []", "solutions[2].answers"},
        Fault{"IssueTwice", "answers: [coh-purpose]", "answers: [coh-purpose, coh-purpose]",
              "solutions[2].answers[1]"},
        Fault{"NoCoreFunction", "core_functions: {kept: It stays.}", "core_functions: {}",
              "solutions[2].core_functions"},
        Fault{"UnknownNegotiable", "{kept: It stays.}", "{kept: {text: It, negotiable: maybe}}",
              "solutions[2].core_functions.kept.negotiable"},
        Fault{"NeverWithoutPrinciple", "{kept: It stays.}", "{kept: {text: It, negotiable: never}}",
              "solutions[2].core_functions.kept.protects"},
        Fault{"UnknownPrinciple", "{kept: It stays.}",
              "{kept: {text: It, negotiable: never, protects: x}}",
              "solutions[2].core_functions.kept.protects"},
        Fault{"PrincipleOfTheNegotiable", "{kept: It stays.}",
              "{kept: {text: It, negotiable: local, protects: prepared}}",
              "solutions[2].core_functions.kept.protects"},
        Fault{"Cost", "training: false", "training: false\n    cost: -1", "solutions[2].cost"},
        Fault{"Link", "training: false",
              "training: false\n    materials: [{title: t, url: 'ftp://x'}]",
              "solutions[2].materials[0].url"},
        Fault{"Setting", "training: false", "training: false\n    settings: [urban, suburban]",
              "solutions[2].settings[1]"},
        Fault{"SettingTwice", "training: false", "training: false\n    settings: [rural, rural]",
              "solutions[2].settings[1]"},
        Fault{"NoHours", "hours: 4", "hours: 0", "solutions[2].hours"},
        Fault{"Duration", "duration_weeks: 6", "duration_weeks: 53", "solutions[2].duration_weeks"},
        Fault{"Role", "owner_role: practice manager", "owner_role: nobody",
              "solutions[2].owner_role"},
        Fault{"Training", "training: false", "training: some", "solutions[2].training"},
        Fault{"NoActor", "actor: a", "actor: ''", "solutions[2].actor"},
        Fault{"UnknownPrerequisite", "training: false", "training: false\n    prerequisites: [x]",
              "solutions[2].prerequisites[0]"},
        Fault{"UnknownKey", "training: false", "training: false\n    colour: red",
              "solutions[2].colour"}),
    [](const auto& info) { return info.param.name; });

TEST(CatalogueTest, ReportsEveryFaultAtOnce) {
  const auto catalogue = Read(With(Entry("one"), "level: practice", "level: ward") +
                              With(Entry("two"), "hours: 4", "hours: -1"));
  EXPECT_THAT(ViolatedFields(catalogue.status()),
              ElementsAre("solutions[0].level", "solutions[1].hours"));
}

// What has to be bought is priced, and whoever reads a price sees that it is an estimate.
TEST(CatalogueTest, ShippedCostsSayThatTheyAreEstimates) {
  int priced = 0;
  for (const Solution& solution : testing::ShippedCatalogue().solutions()) {
    const bool says = absl::StrContains(solution.source, "cost is our estimate");
    EXPECT_EQ(says, solution.cost > 0) << solution.id;
    priced += solution.cost > 0 ? 1 : 0;
  }
  EXPECT_GE(priced, 15);
}

TEST(CatalogueTest, ReadsWhatIsNegotiableAndWhatItCosts) {
  const auto catalogue =
      Read(Entry("a") + With(Entry("b"), "core_functions: {kept: It stays.}", R"(cost: 40
    settings: [rural, small]
    materials: [{title: A letter, url: 'https://example.org/l'}]
    core_functions:
      first: {text: It comes first., negotiable: never, protects: prepared}
      often: {text: It is often., negotiable: local})"));
  ASSERT_OK(catalogue);
  const Solution& solution = *catalogue->Find("b");
  EXPECT_EQ(solution.cost, 40);
  EXPECT_TRUE(solution.Fits(SiteSetting::kSmall));
  EXPECT_FALSE(solution.Fits(SiteSetting::kUrban));
  EXPECT_TRUE(catalogue->Find("a")->Fits(SiteSetting::kUrban)) << "made for none in particular";
  EXPECT_THAT(solution.materials, ElementsAre(Material{"A letter", "https://example.org/l"}));
  EXPECT_THAT(solution.core_functions, ElementsAre(CoreFunction{"first", "It comes first."},
                                                   CoreFunction{"often", "It is often."}));
  EXPECT_EQ(solution.boundaries.at("first"),
            (Boundary{Negotiable::kNever, {"prepared", "Information first."}}));
  EXPECT_EQ(solution.boundaries.at("often").negotiable, Negotiable::kLocal);
  EXPECT_TRUE(catalogue->Find("a")->boundaries.empty()) << "its text alone: form only";
}

TEST(CatalogueTest, RefusesCyclesOfPrerequisites) {
  const auto catalogue = Read(Entry("one", "    prerequisites: [three]\n") +
                              Entry("two", "    prerequisites: [one]\n") +
                              Entry("three", "    prerequisites: [two]\n"));
  EXPECT_THAT(ViolatedFields(catalogue.status()), ElementsAre("solutions[1].prerequisites[0]"));
  EXPECT_THAT(
      ViolatedFields(Read(Entry("one") + Entry("two", "    prerequisites: [two]\n")).status()),
      ElementsAre("solutions[1].prerequisites[0]"));
}

TEST(CatalogueTest, RefusesAPrerequisiteOfAnotherLevel) {
  const auto catalogue = Read(Entry("one", "    prerequisites: [two]\n") +
                              With(Entry("two"), "level: practice", "level: steering_group"));
  EXPECT_THAT(ViolatedFields(catalogue.status()), ElementsAre("solutions[0].prerequisites[0]"));
}

TEST(CatalogueTest, RefusesAnIssueWithOneAnswerOnly) {
  EXPECT_THAT(ViolatedFields(Read(Entry("alone")).status()), ElementsAre("solutions[0].answers"));
}

TEST(CatalogueTest, PutsPrerequisitesFirstAndLeavesOutWhatIsDone) {
  const auto catalogue = Read(Entry("a", "    prerequisites: [b, c]\n") +
                              Entry("b", "    prerequisites: [c]\n") + Entry("c"));
  ASSERT_OK(catalogue);
  const auto ids = [&](const std::set<std::string>& done) {
    std::vector<std::string> ids;
    for (const Solution* step : catalogue->WithPrerequisites(*catalogue->Find("a"), done)) {
      ids.push_back(step->id);
    }
    return ids;
  };
  EXPECT_THAT(ids({}), ElementsAre("c", "b", "a"));
  EXPECT_THAT(ids({"c"}), ElementsAre("b", "a"));
}

// The 38 issues of the built-in knowledge base and the level at which each lies.
std::map<std::string, Level> Issues() {
  std::map<std::string, Level> issues;
  for (const char* id :
       {"ws-coherence", "ws-strategy", "ws-pilot", "ws-lifetime", "ws-workforce"}) {
    issues[id] = Level::kWholeSystem;
  }
  for (const char* id :
       {"sg-coherence", "sg-setting", "sg-champions", "sg-fidelity", "sg-practical",
        "sg-facilitation", "sg-longterm", "cp-commission", "rm-metrics", "coh-policy"}) {
    issues[id] = Level::kSteeringGroup;
  }
  for (const char* id :
       {"coh-verbnoun", "coh-purpose",     "coh-convsys", "coh-already",  "cp-addon",
        "cp-roles",     "cp-notcore",      "ca-time",     "ca-mentoring", "ca-practical",
        "ca-skills",    "ca-conversation", "ca-literacy", "ca-commit",    "rm-effort",
        "rm-feelgood",  "pr-ethos",        "pr-steering", "pr-training",  "pr-reflection",
        "x-silence",    "x-turnover",      "x-fidelity"}) {
    issues[id] = Level::kPractice;
  }
  return issues;
}

TEST(ShippedCatalogueTest, AnswersEveryIssueTwiceAtItsOwnLevelAndNotByTrainingAlone) {
  const Catalogue& catalogue = testing::ShippedCatalogue();
  EXPECT_THAT(catalogue.solutions(), SizeIs(Ge(50)));
  const auto issues = Issues();
  ASSERT_THAT(issues, SizeIs(38));
  std::map<std::string, int> answers, beyond_training;
  for (const Solution& solution : catalogue.solutions()) {
    for (const std::string& issue : solution.answers) {
      ASSERT_EQ(issues.count(issue), 1) << solution.id << " answers " << issue;
      if (issues.at(issue) != solution.level) continue;
      ++answers[issue];
      if (!solution.training) ++beyond_training[issue];
    }
  }
  for (const auto& [issue, level] : issues) {
    EXPECT_GE(answers[issue], 2) << issue;
    EXPECT_GE(beyond_training[issue], 1) << issue;
  }
}

TEST(ShippedCatalogueTest, FitsTheHoursOfAQuarter) {
  for (const Solution& solution : testing::ShippedCatalogue().solutions()) {
    EXPECT_LE(solution.hours, solution.level == Level::kPractice ? 48 : 96) << solution.id;
    EXPECT_THAT(solution.adaptable_forms, ::testing::Not(IsEmpty())) << solution.id;
  }
}

}  // namespace
}  // namespace pcsp::planning

#include "services/planning/domain/adaptation/fidelity.h"

#include <set>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/planning/catalogues.h"

namespace pcsp::planning {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using testing::MakeSolution;
using testing::ShippedCatalogue;

Adaptation MakeAdaptation(std::map<std::string, CoreChange> changes) {
  Adaptation adaptation;
  adaptation.solution = "s";
  adaptation.decided_by = {"practice manager"};
  adaptation.what = "We ring people and send nothing.";
  adaptation.core_changes = std::move(changes);
  adaptation.why = "Letters take too long.";
  return adaptation;
}

Solution WithCores() {
  Solution solution = MakeSolution("s", {"i"});
  solution.core_functions = {{"never", "Results come first."},
                             {"form", "Somebody asks."},
                             {"local", "It is on a Tuesday."}};
  solution.boundaries = {{"never", {Negotiable::kNever, {"prepared", "Information first."}}},
                         {"local", {Negotiable::kLocal, {}}}};
  return solution;
}

struct Case {
  std::string core;
  CoreChange change;
  Ruling ruling;
  bool altered;
};

class FidelityTest : public ::testing::TestWithParam<Case> {};

TEST_P(FidelityTest, RulesHard) {
  const Case& given = GetParam();
  const FidelityRuling ruling = Judge(WithCores(), MakeAdaptation({{given.core, given.change}}));
  EXPECT_EQ(ruling.ruling, given.ruling);
  EXPECT_EQ(ruling.altered, given.altered);
}

INSTANTIATE_TEST_SUITE_P(
    All, FidelityTest,
    ::testing::Values(Case{"never", CoreChange::kNone, Ruling::kAllowed, false},
                      Case{"never", CoreChange::kForm, Ruling::kSignOff, false},
                      Case{"never", CoreChange::kDose, Ruling::kSignOff, false},
                      Case{"never", CoreChange::kRemoves, Ruling::kBlocked, true},
                      Case{"form", CoreChange::kForm, Ruling::kAllowed, false},
                      Case{"form", CoreChange::kDose, Ruling::kSignOff, false},
                      Case{"form", CoreChange::kRemoves, Ruling::kSignOff, true},
                      Case{"local", CoreChange::kForm, Ruling::kAllowed, false},
                      Case{"local", CoreChange::kDose, Ruling::kSignOff, false},
                      Case{"local", CoreChange::kRemoves, Ruling::kAllowed, true}));

TEST(FidelityRulingTest, GivesTheReasonOfTheStrictestRule) {
  const FidelityRuling ruling = Judge(
      WithCores(), MakeAdaptation({{"never", CoreChange::kRemoves}, {"form", CoreChange::kDose}}));
  EXPECT_EQ(ruling.Reason(),
            "The adaptation removes \"Results come first\", which is never negotiable, for it "
            "protects this: Information first.");
  ASSERT_EQ(ruling.cores.size(), 2);
  EXPECT_THAT(ruling.cores[1].reason, HasSubstr("operational management must sign off"));
}

TEST(FidelityRulingTest, RefusesWhatKeepsNothing) {
  Solution solution = WithCores();
  solution.core_functions.erase(solution.core_functions.begin());
  const FidelityRuling ruling = Judge(
      solution, MakeAdaptation({{"form", CoreChange::kRemoves}, {"local", CoreChange::kRemoves}}));
  EXPECT_EQ(ruling.ruling, Ruling::kBlocked);
  EXPECT_THAT(ruling.Reason(), HasSubstr("an idea of your own"));
}

TEST(AdaptationTest, AsksTheEightQuestionsAndTellsEveryFault) {
  EXPECT_EQ(FrameQuestions().size(), 8);
  Adaptation empty;
  empty.core_changes = {{"gone", CoreChange::kForm}};
  Violations violations;
  const Solution solution = WithCores();
  CheckAdaptation(&solution, empty, violations);
  std::vector<std::string> fields;
  for (const Violation& one : violations.list()) fields.push_back(one.field);
  EXPECT_THAT(fields, ElementsAre("adaptation.decided_by", "adaptation.what", "adaptation.why",
                                  "adaptation.core_changes.gone"));
  Violations none;
  CheckAdaptation(&solution, MakeAdaptation({{"form", CoreChange::kForm}}), none);
  EXPECT_TRUE(none.empty());
  Violations of_unknown;
  CheckAdaptation(nullptr, empty, of_unknown);
  EXPECT_EQ(of_unknown.list().size(), 3) << "texts are judged whatever it is of";
}

// "An adaptation that drops the preparation step is refused with its reason" (issue 6), on the
// catalogue that ships; and each of the four principles protects something there.
TEST(ShippedFidelityTest, ProtectsTheFourPrinciples) {
  std::set<std::string> principles;
  for (const Solution& solution : ShippedCatalogue().solutions()) {
    EXPECT_EQ(solution.boundaries.size(), solution.core_functions.size()) << solution.id;
    for (const auto& [core, boundary] : solution.boundaries) {
      if (boundary.negotiable == Negotiable::kNever) principles.insert(boundary.protects.id);
    }
  }
  EXPECT_THAT(principles, ElementsAre("partnership", "prepared", "team", "trained"));
  const FidelityRuling ruling = Judge(*ShippedCatalogue().Find("letter-pilot-ten"),
                                      MakeAdaptation({{"results_before", CoreChange::kRemoves}}));
  EXPECT_EQ(ruling.ruling, Ruling::kBlocked);
  EXPECT_THAT(ruling.Reason(), HasSubstr("shared with the person before the conversation"));
}

}  // namespace
}  // namespace pcsp::planning

// How answers on every kind of scale are packed, counted and read back.
#include <set>

#include "absl/strings/str_cat.h"
#include "services/assessments/domain/response.h"
#include "services/assessments/domain/scoring/site_figures.h"
#include "tests/assessments/many_scales.h"
#include "tests/assessments/small_instruments.h"
#include "tests/support/status_matchers.h"

namespace pcsp::assessments {
namespace {

using pcsp::testing::ViolatedFields;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using testing::ManyScales;
using ::testing::Pair;

const Respondent kNurse{Level::kPractice, StaffGroup::kNurse, "live"};

std::string Row(const GivenAnswers& given, const Respondent& respondent = kNurse) {
  Violations violations;
  const std::string row = PackResponse(ManyScales(), respondent, given, {}, violations).row;
  EXPECT_THAT(ViolatedFields(violations.ToStatus()), IsEmpty());
  return row;
}

std::vector<std::string> Faults(const GivenAnswers& given, const Respondent& respondent = kNurse) {
  Violations violations;
  PackResponse(ManyScales(), respondent, given, {}, violations);
  return ViolatedFields(violations.ToStatus());
}

TEST(Scales, TakeAByteAnItemAndNumbersTheirDigits) {
  EXPECT_EQ(Row({{{"Q1", "2"}}, {}}), "2000000000");
  EXPECT_EQ(Row({{{"Q1", "nr_role"}, {"q2", "10"}, {"q4", "all"}, {"q5", "no"}, {"q6", "42"}}, {}}),
            "aB03210042");
}

TEST(Scales, TellAnUntouchedSliderFromItsCentre) {
  const std::string untouched = Row({{{"Q1", "1"}}, {}});
  const std::string centre = Row({{{"Q1", "1"}, {"q3", "50"}}, {}});
  EXPECT_EQ(untouched[2], kSkipped);
  EXPECT_NE(centre[2], kSkipped);
  EXPECT_THAT(UnpackAnswers(ManyScales(), centre), ElementsAre(Pair("Q1", "1"), Pair("q3", "50")));
  EXPECT_THAT(UnpackAnswers(ManyScales(), untouched), ElementsAre(Pair("Q1", "1")));
}

TEST(Scales, ReadBackEveryAnswerOfEveryScale) {
  const Instrument instrument = ManyScales();
  for (const Item& item : instrument.items) {
    const Scale& scale = instrument.ScaleOf(item);
    std::vector<std::string> codes;
    for (int slot = 1; slot < SlotsOf(scale); ++slot) codes.push_back(CodeOfSlot(scale, slot));
    if (scale.kind == ScaleKind::kNumber) codes = {"0", "7", "42", "500"};
    std::set<std::string> rows;
    for (const std::string& code : codes) {
      const std::string row = Row({{{item.code, code}}, {}});
      EXPECT_TRUE(rows.insert(row).second) << code;
      EXPECT_THAT(UnpackAnswers(instrument, row), ElementsAre(Pair(item.code, code)));
      for (char c : row) EXPECT_TRUE(c > ' ' && c < 127) << code;
    }
  }
}

TEST(Scales, RefuseWhatIsNotOnThem) {
  EXPECT_THAT(
      Faults({{{"q2", "11"}, {"q3", "51"}, {"q5", "maybe"}, {"q6", "501"}, {"q7", "x"}}, {}}),
      ElementsAre("answers[q2]", "answers[q3]", "answers[q5]", "answers[q6]", "answers[q7]"));
  EXPECT_THAT(Faults({{{"q6", "042"}}, {}}), ElementsAre("answers[q6]"));
  EXPECT_THAT(Faults({{{"q6", "1.5"}}, {}}), ElementsAre("answers[q6]"));
  EXPECT_THAT(Faults({{{"Q1", "1"}}, {{"q6", "words"}}}), ElementsAre("words[q6]"));
}

TEST(Scales, KeepWordsOutOfTheRow) {
  Violations violations;
  const PackedAnswers packed = PackResponse(
      ManyScales(), kNurse,
      {{{"q5", "yes"}}, {{"q5", "We tried it in March."}, {"q7", "More time."}}}, {}, violations);
  ASSERT_TRUE(violations.empty());
  EXPECT_EQ(packed.row, Row({{{"q5", "yes"}}, {}}));
  EXPECT_THAT(packed.words,
              ElementsAre(ItemWords{"q5", "We tried it in March."}, ItemWords{"q7", "More time."}));
}

TEST(Sections, AreAskedOfThoseTheyAreFor) {
  const Instrument instrument = ManyScales();
  const Item& clinical = instrument.items[2];
  EXPECT_TRUE(IsAsked(instrument, clinical, kNurse));
  EXPECT_FALSE(IsAsked(instrument, clinical, {Level::kPractice, StaffGroup::kAdmin, "live"}));
  EXPECT_FALSE(IsAsked(instrument, clinical, {Level::kSteeringGroup, StaffGroup::kNurse, "live"}));
  EXPECT_FALSE(IsAsked(instrument, clinical, {Level::kPractice, StaffGroup::kNurse, "trained"}));
  EXPECT_TRUE(IsAsked(instrument, clinical, {Level::kPractice, StaffGroup::kNurse, ""}));
  EXPECT_TRUE(IsAsked(instrument, instrument.items[0], {Level::kSteeringGroup, {}, ""}));
}

TEST(Sections, RefuseAnswersToWhatWasNotAsked) {
  const Respondent admin{Level::kPractice, StaffGroup::kAdmin, "live"};
  EXPECT_EQ(Row({{{"Q1", "1"}}, {}}, admin), "10--000000");
  EXPECT_THAT(Faults({{{"Q1", "1"}, {"q3", "50"}}, {}}, admin), ElementsAre("answers[q3]"));
}

TEST(Sections, CountNothingThatWasNotAsked) {
  const Instrument instrument = ManyScales();
  const StatisticsPlan plan(instrument);
  SiteStatistics statistics;
  plan.Add("2B--200000", statistics);  // of reception
  plan.Add("2B0120000", statistics);   // of a nurse who left the slider alone
  EXPECT_EQ(plan.ItemCounts(statistics, 2)[0], 1);
  EXPECT_EQ(plan.ItemCounts(statistics, 3)[1], 1);
  EXPECT_EQ(statistics.constructs[static_cast<int>(Construct::kCoherence)].people, 2);
  EXPECT_EQ(statistics.constructs[static_cast<int>(Construct::kCollectiveAction)].people, 0);
  EXPECT_EQ(statistics.constructs[static_cast<int>(Construct::kCognitiveParticipation)].people, 1);
}

// A person who saw only half of a construct's items is asked for half of those.
TEST(Sections, LowerTheNumberOfItemsThatMustBeAnswered) {
  const StatisticsPlan plan(testing::SmallInstrument());
  SiteStatistics statistics;
  plan.Add("500111", statistics);  // one of three
  EXPECT_EQ(statistics.constructs[0].people, 0);
  plan.Add("5--111", statistics);  // the only one that was asked
  EXPECT_EQ(statistics.constructs[0].people, 1);
}

TEST(Scales, GiveFiguresForEveryKind) {
  const Instrument instrument = ManyScales();
  const StatisticsPlan plan(instrument);
  SiteStatistics statistics;
  for (int i = 0; i < 6; ++i) {
    plan.Add(Row({{{"Q1", "2"},
                   {"q2", absl::StrCat(i)},
                   {"q3", absl::StrCat(40 + 10 * i)},
                   {"q4", "some"},
                   {"q5", "yes"},
                   {"q6", "12"}},
                  {}}),
             statistics);
  }
  const WaveFigures wave(instrument, {{"a", 8, statistics}});
  const SiteFigures figures = wave.Figures(0, Detail::kItems);
  // Reversed, and the second option scores 1: the best of two.
  EXPECT_EQ(figures.constructs[0].mean, 100);
  EXPECT_EQ(figures.constructs[2].mean, 65);
  EXPECT_EQ(figures.items[1].scored.size(), 11u);
  EXPECT_FALSE(figures.items[1].agreement.draws);
  EXPECT_TRUE(figures.items[3].agreement.draws);
  EXPECT_TRUE(figures.items[5].shrunk.empty());
  EXPECT_TRUE(figures.items[6].shrunk.empty());
}

// What was stored before scales of other kinds came reads as it did.
TEST(Scales, ReadRowsOfEarlierReleases) {
  const Instrument instrument = testing::SmallInstrument();
  EXPECT_THAT(UnpackAnswers(instrument, "41000b"),
              ElementsAre(Pair("pr_purpose", "4"), Pair("pr_already", "1"),
                          Pair("pr_feedback", "nr_stage")));
  EXPECT_EQ(FingerprintOf(instrument),
            "793029b5c1f63534f86978f8bf83ab06c7ed90b4a09e08007b7fdd2ad30f93c5");
}

}  // namespace
}  // namespace pcsp::assessments

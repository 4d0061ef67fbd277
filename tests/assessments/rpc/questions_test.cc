#include "services/assessments/rpc/invitations/questions.h"

#include "gmock/gmock.h"
#include "tests/assessments/many_scales.h"
#include "tests/assessments/rpc/invitations_fixture.h"

namespace pcsp::assessments {
namespace {

using ::testing::ElementsAre;
using testing::InvitationsTest;
using testing::ManyScales;

std::vector<std::string> Codes(const v1::Instrument& questions) {
  std::vector<std::string> codes;
  for (const v1::Section& section : questions.sections()) codes.push_back(section.code());
  for (const v1::Item& item : questions.items()) codes.push_back(item.code());
  return codes;
}

const Respondent kNurse = {Level::kPractice, StaffGroup::kNurse, "live"};

TEST(QuestionsTest, WhoIsAskedDecidesWhatIsAsked) {
  EXPECT_THAT(Codes(QuestionsFor(ManyScales(), kNurse, "")),
              ElementsAre("everybody", "clinical", "Q1", "q2", "q3", "q4", "q5", "q6", "q7"));
  const auto without = ElementsAre("everybody", "Q1", "q2", "q5", "q6", "q7");
  for (Respondent other : {Respondent{Level::kSteeringGroup, StaffGroup::kNurse, "live"},
                           Respondent{Level::kPractice, StaffGroup::kAdmin, "live"},
                           Respondent{Level::kPractice, StaffGroup::kNurse, "preparing"}}) {
    EXPECT_THAT(Codes(QuestionsFor(ManyScales(), other, "")), without);
  }
}

TEST(QuestionsTest, TheLanguageIsTheOneWantedOrElseItsOwn) {
  const v1::Instrument welsh = QuestionsFor(ManyScales(), kNurse, "cy-GB");
  EXPECT_EQ(welsh.language(), "cy");
  EXPECT_EQ(welsh.items(0).text(), "Un.");
  EXPECT_EQ(welsh.sections(1).title(), "I glinigwyr");
  EXPECT_EQ(welsh.scales(0).options(0).label(), "Na");
  EXPECT_TRUE(welsh.translations().empty());
  EXPECT_THAT(welsh.languages(), ElementsAre("en-GB", "cy"));
  for (const char* other : {"", "fr", "en"}) {
    EXPECT_EQ(QuestionsFor(ManyScales(), kNurse, other).language(), "en-GB") << other;
  }
}

TEST_F(InvitationsTest, TheStartBringsTheQuestions) {
  OpenByInvitationOnly();
  const auto started = StartWith(Issue("a1", 1)[0]);
  ASSERT_OK(started);
  EXPECT_EQ(started->questions().name(), started->instrument());
  EXPECT_EQ(started->questions().items_size(), 6);
  EXPECT_FALSE(started->has_expire_time());
}

}  // namespace
}  // namespace pcsp::assessments

#include "services/assessments/domain/invitations/draft.h"

#include "absl/strings/str_cat.h"
#include "tests/assessments/many_scales.h"
#include "tests/support/status_matchers.h"

namespace pcsp::assessments {
namespace {

using pcsp::testing::ViolatedFields;
using ::testing::ElementsAre;
using testing::ManyScales;

PackedAnswers WithWords(const std::string& words) {
  return {.row = "510a34", .words = {{"q7", words}}};
}

TEST(Draft, KeepsTheRowAndTheWords) {
  for (const char* words : {"More time.", "one\ntwo", " \"quoted\" ", "\xc3\xa9t\xc3\xa9", "12"}) {
    const auto text = TextOfDraft(WithWords(words));
    ASSERT_OK(text);
    const PackedAnswers draft = DraftOfText(*text);
    EXPECT_EQ(draft.row, "510a34");
    EXPECT_EQ(draft.words, WithWords(words).words);
  }
  EXPECT_EQ(*TextOfDraft({.row = "510a34", .words = {}}), "510a34");
  EXPECT_EQ(DraftOfText("510a34").row, "510a34") << "as drafts were before they kept words";
}

TEST(Draft, DoesNotTellByItsLengthHowMuchWasWritten) {
  EXPECT_EQ(TextOfDraft(WithWords("No."))->size(),
            TextOfDraft(WithWords(std::string(300, 'x')))->size());
  PackedAnswers all{.row = "510a34", .words = {}};
  for (int i = 0; i < 70; ++i) all.words.push_back({absl::StrCat("q", i), std::string(1000, 'x')});
  EXPECT_THAT(ViolatedFields(TextOfDraft(all).status()), ElementsAre("words"));
}

TEST(Draft, TakesWordsAsTheyAreWrittenWhereTheyBelong) {
  const Instrument instrument = ManyScales();
  const std::string words = " Ask Dr Anne Smith on 07700 900123. ";
  Violations violations;
  const PackedAnswers draft =
      PackDraft(instrument, {{{"q6", "420"}}, {{"q7", words}, {"q5", "yes"}}}, violations);
  ASSERT_OK(violations.ToStatus());
  ASSERT_EQ(draft.words.size(), 2);
  EXPECT_EQ(draft.words[0].text, words) << "screened when it is submitted";
  PackDraft(instrument, {{}, {{"Q1", "words"}, {"q7", std::string(1001, 'x')}, {"q9", "x"}}},
            violations);
  EXPECT_THAT(ViolatedFields(violations.ToStatus()),
              ElementsAre("words[Q1]", "words[q7]", "words[q9]"));
}

}  // namespace
}  // namespace pcsp::assessments

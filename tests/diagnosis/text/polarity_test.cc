// Pairs of notes that differ in one thing (CheckList, Ribeiro 2020), and where the words stand.
#include <algorithm>
#include <chrono>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/diagnosis/text/shipped_cues.h"

namespace pcsp::diagnosis {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using testing::Issues;
using testing::Says;
using testing::ShippedCues;

constexpr Polarity kYes = Polarity::kAffirm;
constexpr Polarity kNo = Polarity::kContrary;
constexpr Polarity kNothing = Polarity::kSilent;

struct Case {
  const char* note;
  const char* issue;
  Polarity says;
};

class NotePairs : public ::testing::TestWithParam<Case> {};

TEST_P(NotePairs, AreReadAsTheyAreMeant) {
  const Case& c = GetParam();
  EXPECT_EQ(PolarityWord(Says(c.note, c.issue)), PolarityWord(c.says)) << c.note;
}

INSTANTIATE_TEST_SUITE_P(
    Denied, NotePairs,
    ::testing::Values(Case{"It is a tick box exercise", "coh-verbnoun", kYes},
                      Case{"It is not a tick box exercise", "coh-verbnoun", kNo},
                      Case{"It isn't a tick box exercise", "coh-verbnoun", kNo},
                      Case{"Nobody here treats it as a tick box exercise", "coh-verbnoun", kNo},
                      Case{"It is anything but a tick box exercise", "coh-verbnoun", kNo},
                      Case{"It is nothing but a tick box exercise", "coh-verbnoun", kYes},
                      Case{"We know who does what", "cp-roles", kNo},
                      Case{"Not everyone knows who does what", "cp-roles", kYes},
                      Case{"We don't know who does what", "cp-roles", kYes},
                      Case{"We have plenty of time to plan", "ca-time", kNo},
                      Case{"We haven't got plenty of time to plan", "ca-time", kYes},
                      Case{"The template does not work", "ca-practical", kYes},
                      Case{"There was never a problem with the template", "ca-practical", kNo}));

INSTANTIATE_TEST_SUITE_P(
    JustAndOnlyAndDoubt, NotePairs,
    ::testing::Values(Case{"It is just a piece of paper", "coh-verbnoun", kYes},
                      Case{"It's not just a piece of paper", "coh-verbnoun", kNo},
                      Case{"It is more than a piece of paper", "coh-verbnoun", kNo},
                      Case{"It is not only a tick box exercise, it is pointless", "coh-verbnoun",
                           kYes},
                      Case{"No doubt it is a tick box exercise", "coh-verbnoun", kYes},
                      Case{"No wonder they see it as an add-on", "cp-addon", kYes},
                      Case{"Isn't this just another project?", "cp-addon", kYes},
                      Case{"This isn't another project", "cp-addon", kNo}));

INSTANTIATE_TEST_SUITE_P(
    TwoDenials, NotePairs,
    ::testing::Values(Case{"No mentoring, no protected time", "ca-time", kYes},
                      Case{"No mentoring and no protected time", "ca-time", kYes},
                      Case{"No mentoring and no protected time", "ca-mentoring", kYes},
                      Case{"It's not that we had no protected time", "ca-time", kNo},
                      Case{"There was no lack of support", "ca-mentoring", kYes}));

INSTANTIATE_TEST_SUITE_P(
    Past, NotePairs,
    ::testing::Values(Case{"We used to see it as another project", "cp-addon", kNo},
                      Case{"It is no longer an add-on", "cp-addon", kNo},
                      Case{"At first we had no protected time", "ca-time", kNo},
                      Case{"Initially nobody knew who does what", "cp-roles", kNo},
                      Case{"It isn't an add-on any more", "cp-addon", kNo},
                      Case{"We used to review it every month", "pr-reflection", kYes},
                      Case{"We have moved on from ticking boxes", "coh-verbnoun", kNo}));

INSTANTIATE_TEST_SUITE_P(
    PutRight, NotePairs,
    ::testing::Values(Case{"We had problems with the recall system", "ca-practical", kYes},
                      Case{"Problems with the recall system are sorted now", "ca-practical", kNo},
                      Case{"Problems with recall still not sorted", "ca-practical", kYes},
                      Case{"Problems with recall need to be sorted", "ca-practical", kYes},
                      Case{"The recall system was a mess. All fixed now.", "ca-practical", kNo},
                      Case{"The recall system was a mess but that is sorted", "ca-practical", kNo},
                      Case{"It was an add-on but not any more", "cp-addon", kNo}));

INSTANTIATE_TEST_SUITE_P(
    Imagined, NotePairs,
    ::testing::Values(Case{"It might become another pilot", "cp-addon", kNothing},
                      Case{"We worry that it is another pilot", "cp-addon", kNothing},
                      Case{"If we had no protected time it would fail", "ca-time", kNothing},
                      Case{"It will be a tick box exercise if we are not careful", "coh-verbnoun",
                           kNothing},
                      Case{"If she leaves it will collapse", "cp-addon", kYes},
                      Case{"Not sure if we know who does what", "cp-roles", kYes},
                      Case{"It feels as if this is another project", "cp-addon", kYes},
                      Case{"Do we have plenty of time to plan?", "ca-time", kNothing}));

// What is good and hard to come by is missing; what is bad stays bad.
INSTANTIATE_TEST_SUITE_P(
    HardTo, NotePairs,
    ::testing::Values(Case{"I know who does what", "cp-roles", kNo},
                      Case{"It is hard to know who does what", "cp-roles", kYes},
                      Case{"It is hard for us to know who does what", "cp-roles", kYes},
                      Case{"It is not hard to know who does what", "cp-roles", kNo},
                      Case{"They see the point", "coh-purpose", kNo},
                      Case{"It is difficult to see the point", "coh-purpose", kYes},
                      Case{"We have plenty of time to plan", "ca-time", kNo},
                      Case{"It is impossible to have plenty of time to plan", "ca-time", kYes},
                      Case{"It is hard to complete the template", "coh-verbnoun", kYes},
                      Case{"It is hard to avoid a tick box exercise", "coh-verbnoun", kYes}));

INSTANTIATE_TEST_SUITE_P(
    WithoutItWould, NotePairs,
    ::testing::Values(Case{"We began without protected time", "ca-time", kYes},
                      Case{"Without protected time we could not begin", "ca-time", kYes},
                      Case{"Without protected time it would fail", "ca-time", kNothing},
                      Case{"It would fail without protected time", "ca-time", kNothing},
                      Case{"Without her it would collapse", "cp-addon", kYes}));

INSTANTIATE_TEST_SUITE_P(
    Promised, NotePairs,
    ::testing::Values(Case{"The recall system is sorted", "ca-practical", kNo},
                      Case{"The recall system will be sorted", "ca-practical", kNothing},
                      Case{"Problems with recall are all sorted", "ca-practical", kNo},
                      Case{"They will sort the problems with recall", "ca-practical", kYes},
                      Case{"They will soon have all our problems with recall sorted",
                           "ca-practical", kYes},
                      Case{"We have protected time", "ca-time", kNo},
                      Case{"We will have protected time", "ca-time", kNothing},
                      Case{"We are going to have protected time", "ca-time", kNothing},
                      Case{"We will not have protected time", "ca-time", kYes},
                      Case{"It will be a tick box exercise", "coh-verbnoun", kYes}));

INSTANTIATE_TEST_SUITE_P(
    Above, NotePairs,
    ::testing::Values(Case{"It is in the strategy", "ws-strategy", kNo},
                      Case{"It is not in the strategy", "ws-strategy", kYes},
                      Case{"This is another pilot", "ws-pilot", kYes},
                      Case{"This is not another pilot", "ws-pilot", kNo},
                      Case{"We know how many trainers we need", "ws-workforce", kNo},
                      Case{"We don't know how many trainers we need", "ws-workforce", kYes},
                      Case{"Nobody has a GP champion", "sg-champions", kYes},
                      Case{"We turn a blind eye", "sg-fidelity", kYes},
                      Case{"We don't turn a blind eye", "sg-fidelity", kNo}));

INSTANTIATE_TEST_SUITE_P(SpellingAndCase, NotePairs,
                         ::testing::Values(Case{"ANOTHER PROJECT", "cp-addon", kYes},
                                           Case{"yet anohter porject", "cp-addon", kYes},
                                           Case{"No proteced time", "ca-time", kYes},
                                           Case{"no prottected time", "ca-time", kYes},
                                           Case{"We dont know who does what", "cp-roles", kYes},
                                           Case{"We don\xE2\x80\x99t know who does what",
                                                "cp-roles", kYes},
                                           Case{"tick-box", "coh-verbnoun", kYes},
                                           Case{"TickBox!", "coh-verbnoun", kYes}));

TEST(NoteReader, SaysNothingOfWhatIsNoneOfItsBusiness) {
  for (const char* note : {"", "   ", "...", "\xF0\x9F\x98\x80", "Thank you for a lovely day",
                           "The car park was full", "Dr Khan is on leave until May"}) {
    EXPECT_THAT(Issues(note, kYes), IsEmpty()) << note;
    EXPECT_THAT(Issues(note, kNo), IsEmpty()) << note;
  }
}

TEST(NoteReader, OneNoteMaySpeakOfSeveralIssues) {
  EXPECT_THAT(Issues("Another project, no protected time; nobody knows who does what", kYes),
              ElementsAre("ca-time", "cp-addon", "cp-roles"));
}

// The span is that of the words as they were written, whatever stands before them.
TEST(NoteReader, SpansAreThoseOfTheNoteAsItWasGiven) {
  const std::string before =
      "\xE2\x80\x9C"
      "Na\xC3\xAFve\xE2\x80\x9D caf\xC3\xA9 \xF0\x9F\x98\x80 \xE2\x80\x93 ";
  for (const std::string said : {"DON\xE2\x80\x99T  know who\tdoes what",
                                 "tick\xE2\x80\x91"
                                 "box",
                                 "No pro\xC2\xADtected time"}) {
    const std::string note = absl::StrCat(before, said, " \xE2\x80\xA6 caf\xC3\xA9");
    const auto hits = ShippedCues().Read(note).hits;
    ASSERT_EQ(hits.size(), 1u) << note;
    EXPECT_EQ(note.substr(hits[0].span.begin, hits[0].span.end - hits[0].span.begin), said);
  }
}

TEST(NoteReader, IsTheSameForWordsWithAndWithoutAccents) {
  EXPECT_EQ(Says("N\xC3\xB3 prot\xC3\xA9"
                 "cted time",
                 "ca-time"),
            kYes);
}

TEST(NoteReader, SuggestsASentenceThatIsLikeAnExemplar) {
  const auto reading =
      ShippedCues().Read("Lunch was good. Half of those envelopes came back unopened!");
  EXPECT_THAT(reading.hits, IsEmpty());
  ASSERT_EQ(reading.suggestions.size(), 1u);
  const CueSuggestion& suggestion = reading.suggestions[0];
  EXPECT_EQ(ShippedCues().lexicon().cues[suggestion.cue].issue, "ca-literacy");
  EXPECT_EQ(suggestion.polarity, kYes);
  EXPECT_GE(suggestion.similarity, kLeastSimilarity);
  EXPECT_EQ(suggestion.span, (TextSpan{16, 58}));
}

TEST(NoteReader, SuggestsNothingThatDeniesWhatTheExemplarSays) {
  EXPECT_THAT(ShippedCues().Read("Never have half of the envelopes come back unopened").suggestions,
              IsEmpty());
}

// Whatever is written, four times as much takes about four times as long. Every text is made to
// keep patterns, gaps, negators, spelling or the exemplars as busy as they can be.
TEST(NoteReader, IsLinearInTheLengthOfAnyText) {
  const auto seconds = [](absl::string_view piece, size_t bytes) {
    std::string note;
    while (note.size() < bytes) absl::StrAppend(&note, piece);
    const auto start = std::chrono::steady_clock::now();
    ShippedCues().Read(note);
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  };
  for (const char* piece :
       {"not ", "a", "we already do not just only if this might ", "'", "\xE2\x80\x99s ",
        "not know what role what role ", "no time to no time ", "tempalte ",
        "half of the envelopes ", "x. ", "but ", "? "}) {
    const double small = seconds(piece, 1 << 18), large = seconds(piece, 1 << 20);
    EXPECT_LT(large, 4 * 2.5 * std::max(small, 0.02)) << piece;
  }
}

}  // namespace
}  // namespace pcsp::diagnosis

#include "common/text/words/screening.h"

#include <utility>
#include <vector>

#include "common/text/words/numbers.h"
#include "tests/support/status_matchers.h"

namespace pcsp::text {
namespace {

using pcsp::testing::ViolatedFields;
using ::testing::ElementsAre;
using Case = std::pair<const char*, const char*>;

// Made up: no such numbers are given out.
TEST(Screening, TakesOutWhatIdentifies) {
  for (const auto& [given, kept] : std::vector<Case>{
           {"Write to pat.jones@example.org, please.", "Write to [email], please."},
           {"Ring 07700 900123 or +44 20 7946 0018.", "Ring [phone] or [phone]."},
           {"Ring (0191) 498 0123 now", "Ring [phone] now"},
           {"about 943 476 5919 again", "about [NHS number] again"},
           {"about 9434765919", "about [NHS number]"},
           {"about 9434765918", "about [number]"},
           {"PIN 98I1234E here", "PIN [number] here"},
           {"employee 1234567", "employee [number]"},
           {"born 12/03/1961.", "born [date]."},
           {"born 1961-03-12", "born [date]"},
           {"lives at NE1 4LP now", "lives at [postcode] now"},
           {"lives at sw1a1aa now", "lives at [postcode] now"},
           {"see https://example.org/a?b=c.", "see [link]."},
           {"ask @somebody there", "ask [name] there"},
       }) {
    EXPECT_EQ(Screen(given).text, kept);
    EXPECT_GT(Screen(given).redactions, 0) << given;
  }
}

TEST(Screening, TakesOutNamesOfPeople) {
  for (const auto& [given, kept] : std::vector<Case>{
           {"Dr Hargreaves never joins in.", "Dr [name] never joins in."},
           {"dr hargreaves never joins in.", "dr [name] never joins in."},
           {"Mrs. O'Neill-Adeyemi knows.", "Mrs. [name]-[name] knows."},
           {"sarah does all of it", "[name] does all of it"},
           {"SARAH does all of it", "[name] does all of it"},
           {"Only Sarah Whitcombe does it.", "Only [name] does it."},
           {"We all wait for J. Whitcombe to act.", "We all wait for J. [name] to act."},
           {"It rests on Priya's list", "It rests on [name] list"},
           {"I asked Whitcombe twice", "I asked [name] twice"},
           {"My name is Xiulan", "My name is [name]"},
           {"it is \xC3\x89milie again", "it is [name] again"},
       }) {
    EXPECT_EQ(Screen(given).text, kept);
  }
}

TEST(Screening, LeavesWhatIdentifiesNobody) {
  for (const char* text : {
           "We need more time for the conversations.",
           "The GP and the HCA share the reviews. Nobody told reception!",
           "Since April 2024 we send letters 10 days before; 95% come.",
           "In 2023/24 we saw 1200 people, in 2019-2023 fewer.",
           "Our EMIS templates do not fit Year of Care. I'm not sure I'd go on.",
           "Step 3.2 takes 15-20 minutes (see page 4).",
           "The Practice Manager and our Nurse Practitioner lead it on Monday.",
           "It works\nWe like it",
       }) {
    EXPECT_EQ(Screen(text).text, text);
  }
}

// Each pair differs in what makes the name, and in nothing else.
TEST(Screening, TellsNamesAtTheBeginningOfASentenceFromWords) {
  for (const auto& [given, kept] : std::vector<Case>{
           {"Whitcombe never joins in.", "[name] never joins in."},
           {"Paperwork never ends.", "Paperwork never ends."},
           {"It fails. Smith waits.", "It fails. [name] waits."},
           {"It fails. Young people wait.", "It fails. Young people wait."},
           {"O'Neill's list is full.", "[name] list is full."},
           {"O\xE2\x80\x99Neill runs it.", "[name] runs it."},
           {"O'Clock or not, we stop.", "O'Clock or not, we stop."},
           {"Today's list is full.", "Today's list is full."},
           {"McAllister said no.", "[name] said no."},
           {"Macmillan nurses said no.", "Macmillan nurses said no."},
           {"Okonkwo-Bright is away.", "[name]-[name] is away."},
           {"Leadership is weak.", "Leadership is weak."},
           {"Price is an issue.", "Price is an issue."},
           {"Mark the date. May is busy.", "Mark the date. May is busy."},
           {"Templates do not fit.", "Templates do not fit."},
       }) {
    EXPECT_EQ(Screen(given).text, kept);
  }
}

TEST(Screening, TakesOutSurnamesInSmallLetters) {
  for (const auto& [given, kept] : std::vector<Case>{
           {"sarah smith does it", "[name] does it"},
           {"Sarah smith does it", "[name] does it"},
           {"sarah whitcombe does it", "[name] does it"},
           {"sarah also does it", "[name] also does it"},
           {"sarah told reception", "[name] told reception"},
           {"ask sarah about it", "ask [name] about it"},
           {"sarah works hard", "[name] works hard"},
           {"nurse patel is away", "nurse [name] is away"},
           {"nurse reviews are done", "nurse reviews are done"},
       }) {
    EXPECT_EQ(Screen(given).text, kept);
  }
}

TEST(Screening, TakesOutDatesThatMayBeOfBirth) {
  for (const auto& [given, kept] : std::vector<Case>{
           {"born in March 1961", "born in [date]"},
           {"DOB: 03/61", "DOB: [date]"},
           {"she was born in Leeds in 1961", "she was born in [name] in [date]"},
           {"her birthday is 12 March", "her birthday is [date]"},
           {"her birthday may be missed", "her birthday may be missed"},
           {"the 12th of March 1961, 12 Mar. 1961, March 12, 1961", "the [date], [date], [date]"},
           {"The pilot was born in 2019.", "The pilot was born in 2019."},
           {"In March 1961 it began.", "In March 1961 it began."},
           {"Since 12 May 20 people came.", "Since 12 May 20 people came."},
       }) {
    EXPECT_EQ(Screen(given).text, kept);
  }
}

TEST(Screening, TakesOutExtensions) {
  for (const auto& [given, kept] : std::vector<Case>{
           {"Ring 0191 498 0123 ext 4412 now", "Ring [phone] now"},
           {"Ring 0191 498 0123 x4412.", "Ring [phone]."},
           {"Ask on ext. 412 or bleep 4123", "Ask on [phone] or [phone]"},
           {"An extension of 12 weeks", "An extension of 12 weeks"},
           {"Extension 2 is built, x2 as large", "Extension 2 is built, x2 as large"},
       }) {
    EXPECT_EQ(Screen(given).text, kept);
  }
  EXPECT_EQ(Screen("Ring 0191 498 0123 ext 4412").redactions, 1);
}

TEST(Screening, KnowsNhsNumbersByTheirCheckDigit) {
  EXPECT_TRUE(IsNhsNumber("9434765919"));
  EXPECT_FALSE(IsNhsNumber("9434765918"));
  EXPECT_FALSE(IsNhsNumber("943476591"));
}

TEST(Screening, RefusesWhatCannotBeKept) {
  Violations violations;
  EXPECT_EQ(FitWords("words[q]", std::string(1001, 'x'), violations), "");
  EXPECT_EQ(FitWords("words[r]", "\xff\xfe", violations), "");
  EXPECT_EQ(
      FitWords("words[s]", "sarah, peter, paul, mary, john, james, helen, ruth, simon, lucy, emma",
               violations),
      "");
  EXPECT_THAT(ViolatedFields(violations.ToStatus()),
              ElementsAre("words[q]", "words[r]", "words[s]"));
  for (const Violation& violation : violations.list()) EXPECT_EQ(violation.given, "");
  Violations none;
  EXPECT_EQ(FitWords("words[q]", "  fine \n", none), "fine");
  EXPECT_EQ(FitWords("words[q]", "   ", none), "");
  EXPECT_TRUE(none.empty());
}

// Screened words are safe to screen again, however they are cut: what is cut out stays out.
TEST(Screening, OfScreenedWordsChangesNothing) {
  for (const char* text : {"Ring 07700 900123 or ask Sarah Whitcombe.", "Dr Hay at NE1 4LP",
                           "Smith, born in March 1961, is on ext 4412. sarah smith is not."}) {
    const std::string once = Screen(text).text;
    EXPECT_EQ(Screen(once).text, once);
  }
}

}  // namespace
}  // namespace pcsp::text

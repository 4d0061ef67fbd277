#include "services/registry/domain/text_rules.h"

#include "gtest/gtest.h"

namespace pcsp::registry {
namespace {

TEST(Forms, DescribeEachPlace) {
  EXPECT_TRUE(HasForm("A81044", "@#####"));
  EXPECT_TRUE(HasForm("QNQ", "Q**"));
  EXPECT_TRUE(HasForm("Q74", "Q**"));
  EXPECT_FALSE(HasForm("A8104", "@#####"));
  EXPECT_FALSE(HasForm("a81044", "@#####"));
  EXPECT_FALSE(HasForm("A810440", "@#####"));
}

TEST(Codes, AreLettersAndDigitsWithFewMarksBetween) {
  for (const char* good : {"A81044", "00K", "1", "W-1", "S08.1/2"})
    EXPECT_TRUE(IsCode(good)) << good;
  for (const char* bad : {"", "-A", "A-", "A 1", "a1", "A\x01", "ABCDEFGHIJKLMNOPQRSTU", "É1"}) {
    EXPECT_FALSE(IsCode(bad)) << bad;
  }
}

TEST(Postcodes, FollowTheNationalForms) {
  for (const char* good : {"TS25 1QU", "TS251QU", "M1 1AE", "EC1A 1BB", "W1A 0AX", "B33 8TH",
                           "CR2 6XH", "GIR 0AA", "DN55 1PT"}) {
    EXPECT_TRUE(IsPostcode(good)) << good;
  }
  for (const char* bad : {"", "T", "TS25", "TS25 1Q", "AI1 1AA", "AZ1 1AA", "1TS 1QU", "TS25  1QU",
                          "TS2 51QU", "unknown"}) {
    EXPECT_FALSE(IsPostcode(bad)) << bad;
  }
}

TEST(Emails, AreAddressesThatPeopleHave) {
  for (const char* good : {"a@b.uk", "first.last+pcsp@nhs.net", "o'neill@example.nhs.uk",
                           "x_y-z@a-b.example", "1@2.example"}) {
    EXPECT_TRUE(IsEmail(good)) << good;
  }
  for (const std::string& bad : {std::string(""),
                                 std::string("a"),
                                 std::string("@b.uk"),
                                 std::string("a@"),
                                 std::string("a@b"),
                                 std::string("a@b.u"),
                                 std::string("a@@b.uk"),
                                 std::string("a b@c.uk"),
                                 std::string(".a@b.uk"),
                                 std::string("a.@b.uk"),
                                 std::string("a..b@c.uk"),
                                 std::string("a@-b.uk"),
                                 std::string("a@b-.uk"),
                                 std::string("a@b..uk"),
                                 std::string("a@b.uk."),
                                 std::string("A <a@b.uk>"),
                                 std::string("a@b.uk\n"),
                                 std::string("\"a\"@b.uk"),
                                 std::string("a@[127.0.0.1]"),
                                 std::string("tŷ@b.uk"),
                                 std::string(65, 'a') + "@b.uk",
                                 "a@" + std::string(64, 'b') + ".uk",
                                 "a@" + std::string(250, 'b') + ".uk"}) {
    EXPECT_FALSE(IsEmail(bad)) << bad;
  }
}

TEST(Lines, CountCharactersAndRefuseControls) {
  EXPECT_EQ(CharacterCount("Meddygfa Tŷ Bryn"), 16u);
  EXPECT_TRUE(IsLine("Tŷ", 1, 2));
  EXPECT_FALSE(IsLine("Tŷ!", 1, 2));
  EXPECT_FALSE(IsLine("", 1, 2));
  EXPECT_TRUE(IsLine("", 0, 2));
  EXPECT_FALSE(IsLine("  ", 1, 5));
  EXPECT_FALSE(IsLine("a\nb", 1, 5));
}

TEST(Texts, MayHaveLinesButNoOtherControls) {
  EXPECT_TRUE(IsText("", 0));
  EXPECT_TRUE(IsText("a\r\n\tŷ", 5));
  EXPECT_FALSE(IsText("abc", 2));
  EXPECT_FALSE(IsText(absl::string_view("a\0b", 3), 10));
  EXPECT_FALSE(IsText("a\x1b", 10));
}

TEST(Tidying, TrimsAndSinglesSpaces) {
  EXPECT_EQ(TidyCode("  ts25   1qu "), "TS25 1QU");
  EXPECT_EQ(TidyLine(" The  Surgery "), "The Surgery");
}

}  // namespace
}  // namespace pcsp::registry

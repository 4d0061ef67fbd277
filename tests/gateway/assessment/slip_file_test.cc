#include "gateway/cli/assessment/slip_file.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/support/status_matchers.h"

namespace pcsp::cli {
namespace {

using ::pcsp::testing::HasReason;
using ::pcsp::testing::ViolatedFields;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::SizeIs;

constexpr char kHeader[] = "site,staff_group,batch,token,link,until\n";
constexpr char kFirst[] = "A,nurse,programmes/p/waves/w/invitationBatches/b1,i1,,2026-07-01\n";

TEST(SlipFile, FilesPutOneBehindTheOtherAreOne) {
  const auto slips = ReadSlips(std::string(kHeader) + kFirst + kHeader + kFirst +
                               "token,batch,staff_group,site\n"
                               "i3,programmes/p/waves/v/invitationBatches/b2,gp,B\n");
  ASSERT_OK(slips);
  ASSERT_THAT(*slips, SizeIs(3)) << "no slip is made of a header";
  EXPECT_EQ((*slips)[1].token, "i1");
  EXPECT_EQ((*slips)[1].until, "2026-07-01");
  EXPECT_EQ((*slips)[2].site, "B");
  EXPECT_EQ((*slips)[2].token, "i3");
  EXPECT_EQ((*slips)[2].wave(), "programmes/p/waves/v");
  EXPECT_EQ((*slips)[2].until, "");
}

TEST(SlipFile, EverythingWrongIsSaidAtOnceAndNoTokenRepeated) {
  const auto slips = ReadSlips(std::string("site,staff_group,batch,token,token\n") +
                               ",nurse,secret,,\n" + kFirst + "A,nurse,b1,secret,\n");
  EXPECT_THAT(slips, HasReason("INVALID_FILE"));
  EXPECT_THAT(
      ViolatedFields(slips.status()),
      ElementsAre("row 1, token", "row 2, site", "row 2, token", "row 2, batch", "row 4, batch"));
  EXPECT_THAT(slips.status().ToString(), Not(HasSubstr("secret")));
  EXPECT_THAT(ViolatedFields(ReadSlips("site,token\nA,i1\n").status()),
              ElementsAre("row 1, staff_group", "row 1, batch", "row 2, batch"));
}

}  // namespace
}  // namespace pcsp::cli

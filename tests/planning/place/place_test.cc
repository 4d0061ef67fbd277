#include "services/planning/domain/place/place.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/planning/domain/place/postcode.h"
#include "tests/planning/training/made.h"

namespace pcsp::planning::training {
namespace {

using ::testing::ElementsAre;
using testing::Fields;
using ::testing::IsEmpty;

Place At(const std::string& postcode, int easting, int northing) {
  Place place;
  place.postcode = postcode;
  place.easting = easting;
  place.northing = northing;
  return place;
}

std::vector<std::string> FaultsOf(const Place& place) {
  Violations violations;
  CheckPlace("", place, violations);
  return Fields(violations);
}

TEST(Postcodes, AreTidiedHoweverTheyAreTyped) {
  EXPECT_EQ(TidyPostcode("ne1  4lp"), "NE1 4LP");
  EXPECT_EQ(TidyPostcode("EC1A1BB"), "EC1A 1BB");
  EXPECT_EQ(TidyPostcode("nowhere"), "nowhere");
  EXPECT_EQ(TidyPostcode(""), "");
}

TEST(Postcodes, HaveAnOutwardAndAnInwardPart) {
  for (const char* good : {"M1 1AA", "NE1 4LP", "EC1A 1BB", "DN55 1PT"}) {
    EXPECT_TRUE(IsPostcode(good)) << good;
  }
  for (const char* bad : {"NE14LP", "ne1 4lp", "1AA 1AA", "NE1 4L1", "NE1 ALP", "NE111 4LP", ""}) {
    EXPECT_FALSE(IsPostcode(bad)) << bad;
  }
}

TEST(Places, AreKnownByTheirPostcode) {
  EXPECT_EQ(PlaceId("ne1 4LP"), "ne14lp");
  EXPECT_EQ(PlaceId("NE14LP"), "ne14lp");
  EXPECT_EQ(PlaceId("Newcastle"), "");
}

// The corners of Great Britain: the Isles of Scilly, Shetland, Lowestoft.
TEST(Places, LieOnTheNationalGrid) {
  EXPECT_THAT(FaultsOf(At("TR22 0PL", 87'950, 8'200)), IsEmpty());
  EXPECT_THAT(FaultsOf(At("ZE2 9EF", 462'000, 1'213'700)), IsEmpty());
  EXPECT_THAT(FaultsOf(At("NR32 1XG", 655'400, 293'600)), IsEmpty());
}

// Files write 0 where nobody has located a postcode; those of BT have references of another grid.
TEST(Places, AreRefusedWithEverythingThatIsWrong) {
  EXPECT_THAT(FaultsOf(At("NE1 4LP", 0, 0)), ElementsAre("easting", "northing"));
  EXPECT_THAT(FaultsOf(At("nowhere", 700'001, 1'300'001)),
              ElementsAre("postcode", "easting", "northing"));
  EXPECT_THAT(FaultsOf(At("BT7 1NN", 333'500, 372'600)), ElementsAre("postcode"));
  EXPECT_THAT(FaultsOf(At("BTX 1NN", 333'500, 372'600)), IsEmpty());
}

}  // namespace
}  // namespace pcsp::planning::training

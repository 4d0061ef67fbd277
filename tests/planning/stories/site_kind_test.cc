#include "services/planning/domain/stories/site_kind.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace pcsp::planning {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

SiteFacts Site(std::optional<double> list_size, std::optional<double> rurality,
               std::optional<double> deprivation, const std::string& clinical_system) {
  SiteFacts site;
  site.context.list_size = list_size;
  site.context.rurality = rurality;
  site.context.deprivation = deprivation;
  site.clinical_system = clinical_system;
  return site;
}

TEST(ThirdsTest, PartsWhatIsKnownInThrees) {
  const Thirds thirds = Thirds::Of({9, 1, 8, 2, 7, 3});
  EXPECT_EQ(thirds.ThirdOf(1), 1);
  EXPECT_EQ(thirds.ThirdOf(2), 1);
  EXPECT_EQ(thirds.ThirdOf(3), 2);
  EXPECT_EQ(thirds.ThirdOf(7), 2);
  EXPECT_EQ(thirds.ThirdOf(8), 3);
  EXPECT_EQ(thirds.ThirdOf(std::nullopt), 0);
  EXPECT_EQ(Thirds::Of({}).ThirdOf(5), 0) << "nobody is known";
  EXPECT_EQ(Thirds::Of({4, 4, 4}).ThirdOf(4), 1) << "all alike";
}

TEST(SiteKindTest, SizesAreBands) {
  EXPECT_EQ(SizeBandOf(std::nullopt), 0);
  EXPECT_EQ(SizeBandOf(3999), 1);
  EXPECT_EQ(SizeBandOf(4000), 2);
  EXPECT_EQ(SizeBandOf(11999), 3);
  EXPECT_EQ(SizeBandOf(17000), 4);
  EXPECT_EQ(SizeBandOf(18000), 5);
}

TEST(SiteKindTest, LosesTheLeastTellingTraitFirst) {
  const SiteKind full = {Level::kPractice, 2, Setting::kRural, 3, "emis web"};
  EXPECT_EQ(Less(full, 0), full);
  EXPECT_EQ(Less(full, 1), (SiteKind{Level::kPractice, 2, Setting::kRural, 3, ""}));
  EXPECT_EQ(Less(full, 2), (SiteKind{Level::kPractice, 2, Setting::kRural, 0, ""}));
  EXPECT_EQ(Less(full, 3), (SiteKind{Level::kPractice, 2, Setting::kNotKnown, 0, ""}));
  EXPECT_EQ(Less(full, kTraits), SiteKind());
}

TEST(SiteKindTest, SaysHowOneIsLikeAnother) {
  const KindScale scale =
      KindScale::Of({Site(3000, 0, 1, ""), Site(8000, 0, 5, ""), Site(15000, 0, 9, "")});
  const SiteKind small = scale.KindOf(Site(3000, 1, 9, "EMIS Web"));
  const SiteKind large = scale.KindOf(Site(15000, 1, 9, "emis web"));
  const SiteKind silent = scale.KindOf(Site(std::nullopt, std::nullopt, std::nullopt, ""));
  EXPECT_EQ(KindInWords(small, large), "a smaller practice");
  EXPECT_EQ(KindInWords(large, small), "a larger practice");
  EXPECT_EQ(KindInWords(large, large), "a practice of similar size");
  EXPECT_EQ(KindInWords(large, silent), "a practice");
  EXPECT_THAT(LikenessInWords(small, large),
              ElementsAre("rural as well", "as deprived", "on the same clinical system"));
  EXPECT_THAT(LikenessInWords(silent, silent), IsEmpty());
  EXPECT_THAT(LikenessInWords(scale.KindOf(Site(1, 0, 1, "SystmOne")), large), IsEmpty());
  EXPECT_EQ(KindInWords({Level::kSteeringGroup}, {Level::kSteeringGroup}), "a steering group");
}

}  // namespace
}  // namespace pcsp::planning

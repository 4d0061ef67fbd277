#include "services/planning/domain/effect/scale.h"

#include "gtest/gtest.h"

namespace pcsp::planning {
namespace {

TEST(LikenessTest, IsMahalanobis) {
  // Two terms that go together: off the common line is further than along it.
  std::vector<SiteContext> sites;
  for (int i = -5; i <= 5; ++i) {
    SiteContext site;
    site.list_size = 100 * i;
    site.deprivation = 30 + i + (i % 2 == 0 ? 0.5 : -0.5);
    sites.push_back(site);
  }
  const Likeness likeness(sites);
  SiteContext origin, along, across;
  origin.list_size = along.list_size = across.list_size = 0;
  origin.deprivation = 30;
  along.list_size = 300;
  along.deprivation = 33;
  across.list_size = 300;
  across.deprivation = 27;
  EXPECT_GT(likeness.Distance2(origin, across), 3 * likeness.Distance2(origin, along));
  EXPECT_EQ(likeness.Distance2(origin, origin), 0);
  EXPECT_DOUBLE_EQ(likeness.Distance2(origin, across), likeness.Distance2(across, origin));
}

TEST(ScaleTest, WhatIsNotKnownIsAverage) {
  SiteContext one, two, three;
  one.list_size = 4000;
  two.list_size = 8000;
  const ContextScale scale = ScaleOf({one, two, three});
  EXPECT_DOUBLE_EQ(scale[0].mean, 6000);
  EXPECT_DOUBLE_EQ(scale[0].sd, 2000);
  EXPECT_DOUBLE_EQ(scale[0].Of(8000), 1);
  EXPECT_DOUBLE_EQ(scale[0].Of(std::nullopt), 0);
  EXPECT_DOUBLE_EQ(scale[1].sd, 1) << "nobody tells it";
}

}  // namespace
}  // namespace pcsp::planning

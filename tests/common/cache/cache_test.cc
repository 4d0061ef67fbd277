#include "common/storage/cache/cache.h"

#include <thread>

#include "absl/strings/str_cat.h"
#include "common/storage/cache/breaker.h"
#include "common/storage/cache/cache_key.h"
#include "common/storage/cache/local_cache.h"
#include "tests/support/status_matchers.h"

namespace pcsp {
namespace {

using ::testing::ElementsAre;
using ::testing::Optional;
using ::testing::StartsWith;

const absl::Time kNow = absl::FromUnixSeconds(1'700'000'000);
constexpr absl::Duration kTtl = absl::Minutes(10);

TEST(CacheKey, DependsOnEveryField) {
  const CacheKey key{"uid", "diagnosis", "board", 1, 1, 1, "7", {"a", "b"}};
  EXPECT_THAT(key.ToString(), StartsWith("pcsp:{uid}:diagnosis:board:s1a1p1:7:"));
  std::vector<CacheKey> others(9, key);
  others[0].scope = "other";
  others[1].service = "planning";
  others[2].kind = "site";
  others[3].schema = 2;
  others[4].algorithm = 2;
  others[5].policy = 2;
  others[6].revision = "8";
  others[7].arguments = {"ab", ""};
  others[8].arguments = {"b", "a"};
  for (const CacheKey& other : others) EXPECT_NE(other.ToString(), key.ToString());
  // Separators inside fields do not make one key of two.
  EXPECT_NE((CacheKey{"u", "s:k", "x"}).ToString(), (CacheKey{"u", "s", "k:x"}).ToString());
}

TEST(NullCache, KeepsNothing) {
  NullCache cache;
  cache.Set("a", "v", kTtl);
  EXPECT_THAT(cache.GetMany({"a", "b"}), ElementsAre(std::nullopt, std::nullopt));
}

TEST(LocalCache, KeepsUntilTheTimeIsUp) {
  FixedClock clock(kNow);
  LocalCache cache(1 << 20, &clock);
  cache.Set("a", "v", kTtl);
  EXPECT_THAT(cache.Get("a"), Optional(std::string("v")));
  cache.Set("a", "w", kTtl);
  EXPECT_THAT(cache.Get("a"), Optional(std::string("w")));
  clock.Advance(kTtl - absl::Nanoseconds(1));
  EXPECT_THAT(cache.Get("a"), Optional(std::string("w")));
  clock.Advance(absl::Nanoseconds(1));
  EXPECT_EQ(cache.Get("a"), std::nullopt);
  EXPECT_EQ(cache.bytes(), 0u);
  EXPECT_EQ(cache.Stats().hits, 3u);
  EXPECT_EQ(cache.Stats().misses, 1u);
}

TEST(LocalCache, StaysWithinItsBoundAndForgetsTheLeastRecentlyUsed) {
  FixedClock clock(kNow);
  constexpr size_t kBound = 16 * 4096;
  LocalCache cache(kBound, &clock);
  cache.Set("kept", "v", kTtl);
  for (int i = 0; i < 10'000; ++i) {
    cache.Set(absl::StrCat("k", i), std::string(100, 'x'), kTtl);
    ASSERT_LE(cache.bytes(), kBound);
    ASSERT_TRUE(cache.Get("kept"));
  }
  EXPECT_EQ(cache.Get("k0"), std::nullopt);
  EXPECT_TRUE(cache.Get("k9999"));
  cache.Set("kept", std::string(kBound, 'x'), kTtl);
  EXPECT_EQ(cache.Get("kept"), std::nullopt);  // too large to keep, and the old value is gone too
}

TEST(LocalCache, ServesManyThreads) {
  FixedClock clock(kNow);
  LocalCache cache(64 << 10, &clock);
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&cache] {
      for (int i = 0; i < 2'000; ++i) {
        const std::string key = absl::StrCat("k", i % 300);
        cache.Set(key, key, kTtl);
        const auto value = cache.Get(absl::StrCat("k", i % 37));
        EXPECT_TRUE(!value || *value == absl::StrCat("k", i % 37));
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
}

TEST(Breaker, LetsOneThroughAtATimeOnceOpen) {
  Breaker breaker(2, absl::Seconds(1));
  EXPECT_TRUE(breaker.Allow(kNow));
  breaker.Failure(kNow);
  EXPECT_TRUE(breaker.Allow(kNow));
  breaker.Failure(kNow);
  EXPECT_TRUE(breaker.open());
  EXPECT_FALSE(breaker.Allow(kNow));
  EXPECT_TRUE(breaker.Allow(kNow + absl::Seconds(1)));
  EXPECT_FALSE(breaker.Allow(kNow + absl::Seconds(1)));
  breaker.Failure(kNow + absl::Seconds(1));
  EXPECT_FALSE(breaker.Allow(kNow + absl::Seconds(1)));
  EXPECT_TRUE(breaker.Allow(kNow - absl::Hours(24)));  // the clock was set back
  breaker.Success();
  EXPECT_TRUE(breaker.Allow(kNow));
  breaker.Failure(kNow);
  EXPECT_FALSE(breaker.open());
}

}  // namespace
}  // namespace pcsp

#include "common/storage/cache/redis_cache.h"

#include <thread>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "common/storage/cache/cache_frame.h"
#include "tests/support/redis_server.h"
#include "tests/support/status_matchers.h"

namespace pcsp {
namespace {

using ::pcsp::testing::HasReason;
using ::pcsp::testing::StatusIs;
using ::testing::ElementsAre;
using ::testing::Optional;

class RedisCacheTest : public ::testing::Test {
 protected:
  void SetUp() override { ASSERT_OK(server_.Start()); }

  RedisCacheOptions Options() {
    RedisCacheOptions options;
    options.address = server_.address();
    // The product's 20 ms would fail at random on a busy machine.
    options.operation_timeout = absl::Seconds(10);
    options.connect_timeout = absl::Seconds(10);
    return options;
  }
  RedisReply Raw(const std::vector<absl::string_view>& command) { return server_.Say(command); }

  testing::RedisServer server_;
  FixedClock clock_{absl::FromUnixSeconds(1'700'000'000)};
};

constexpr absl::Duration kTtl = absl::Minutes(10);

TEST_F(RedisCacheTest, ReturnsWhatWasSet) {
  RedisCache cache(Options(), &clock_);
  const std::string bytes("\0\r\n\xFF value", 10);
  cache.Set("a", bytes, kTtl);
  cache.Set("empty", "", kTtl);
  EXPECT_THAT(cache.Get("a"), Optional(bytes));
  EXPECT_THAT(cache.GetMany({"x", "a", "empty", "a"}),
              ElementsAre(std::nullopt, Optional(bytes), Optional(std::string()), Optional(bytes)));
  EXPECT_THAT(cache.GetMany({}), ElementsAre());
  EXPECT_EQ(cache.Stats().hits, 4u);
  EXPECT_EQ(cache.Stats().misses, 1u);
  EXPECT_EQ(cache.Stats().failures, 0u);
}

TEST_F(RedisCacheTest, KeepsAValueForAboutItsTime) {
  RedisCache cache(Options(), &clock_);
  for (int i = 0; i < 20; ++i) {
    const std::string key = absl::StrCat("k", i);
    cache.Set(key, "v", absl::Seconds(1000));
    const int64_t left = Raw({"PTTL", key}).integer;
    EXPECT_GE(left, 790'000);
    EXPECT_LE(left, 1'200'000);
  }
  cache.Set("gone", "v", absl::ZeroDuration());
  EXPECT_EQ(cache.Get("gone"), std::nullopt);
}

TEST_F(RedisCacheTest, TakesAnythingOddForAMiss) {
  RedisCache cache(Options(), &clock_);
  Raw({"RPUSH", "list", "x"});
  Raw({"SET", "text", "not a frame"});
  Raw({"SET", "nothing", ""});
  Raw({"SET", "other", FrameValue("a", "the value of another key")});
  std::string frame = FrameValue("cut", "some value");
  Raw({"SET", "cut", frame.substr(0, frame.size() - 1)});
  EXPECT_THAT(cache.GetMany({"list", "text", "nothing", "other", "cut"}),
              ::testing::Each(std::optional<std::string>()));
  EXPECT_EQ(cache.Stats().corrupt, 4u);
  for (size_t i = 0; i < frame.size(); ++i) {
    std::string flipped = frame;
    flipped[i] ^= 0x10;
    Raw({"SET", "cut", flipped});
    EXPECT_EQ(cache.Get("cut"), std::nullopt) << i;
  }
  cache.Set("list", "now a value", kTtl);
  EXPECT_THAT(cache.Get("list"), Optional(std::string("now a value")));
}

TEST_F(RedisCacheTest, LeavesADeadServerAloneAndComesBack) {
  RedisCache cache(Options(), &clock_);
  cache.Set("a", "v", kTtl);
  server_.Kill();
  for (int i = 0; i < 4; ++i) EXPECT_EQ(cache.Get("a"), std::nullopt);
  EXPECT_FALSE(cache.breaker_open());
  cache.Set("a", "v", kTtl);
  EXPECT_TRUE(cache.breaker_open());
  for (int i = 0; i < 100; ++i) EXPECT_EQ(cache.Get("a"), std::nullopt);
  EXPECT_EQ(cache.Stats().failures, 5u);
  clock_.Advance(absl::Seconds(1));
  EXPECT_EQ(cache.Get("a"), std::nullopt);
  EXPECT_EQ(cache.Get("a"), std::nullopt);
  EXPECT_EQ(cache.Stats().failures, 6u);  // one probe

  ASSERT_OK(server_.Start());
  EXPECT_EQ(cache.Get("a"), std::nullopt);
  EXPECT_TRUE(cache.breaker_open());
  clock_.Advance(absl::Seconds(1));
  cache.Set("a", "new", kTtl);
  EXPECT_FALSE(cache.breaker_open());
  EXPECT_THAT(cache.Get("a"), Optional(std::string("new")));
}

TEST_F(RedisCacheTest, SurvivesARestartInOneFailureAtMost) {
  RedisCache cache(Options(), &clock_);
  cache.Set("a", "v", kTtl);
  server_.Kill();
  ASSERT_OK(server_.Start());
  cache.Get("a");
  cache.Set("a", "v", kTtl);
  EXPECT_THAT(cache.Get("a"), Optional(std::string("v")));
  EXPECT_LE(cache.Stats().failures, 1u);
}

TEST_F(RedisCacheTest, NeverTakesALateReplyForAnother) {
  RedisCacheOptions hasty = Options();
  hasty.operation_timeout = absl::Milliseconds(20);
  hasty.breaker_failures = 1'000'000;
  RedisCache cache(hasty, &clock_);
  RedisCache patient(Options(), &clock_);
  patient.Set("a", "of a", kTtl);
  patient.Set("b", "of b", kTtl);
  for (int i = 0; i < 5; ++i) {
    cache.Get("a");  // leaves a connection to reuse
    server_.Pause();
    const absl::Time start = absl::Now();
    EXPECT_EQ(cache.Get("a"), std::nullopt);
    EXPECT_LT(absl::Now() - start, absl::Seconds(5));
    server_.Resume();
    const auto b = cache.Get("b");
    EXPECT_TRUE(!b || *b == "of b") << *b;
  }
  EXPECT_EQ(cache.Stats().corrupt, 0u);
  EXPECT_GE(cache.Stats().failures, 5u);
}

TEST_F(RedisCacheTest, ErrorsOfTheServerAreMisses) {
  RedisCache cache(Options(), &clock_);
  Raw({"CONFIG", "SET", "maxmemory", "1"});
  cache.Set("a", "v", kTtl);
  EXPECT_EQ(cache.Get("a"), std::nullopt);
  EXPECT_EQ(cache.Stats().failures, 1u);
}

TEST_F(RedisCacheTest, GivesAPassword) {
  Raw({"CONFIG", "SET", "requirepass", "secret"});
  RedisCacheOptions with = Options();
  with.address.password = "secret";
  with.address.database = 3;
  RedisCache cache(with, &clock_);
  cache.Set("a", "v", kTtl);
  EXPECT_THAT(cache.Get("a"), Optional(std::string("v")));
  with.address.password = "wrong";
  RedisCache refused(with, &clock_);
  EXPECT_EQ(refused.Get("a"), std::nullopt);
  EXPECT_EQ(refused.Stats().failures, 1u);
  EXPECT_EQ(RedisCache(Options(), &clock_).Get("a"), std::nullopt);
}

TEST_F(RedisCacheTest, ServesManyThreads) {
  RedisCacheOptions options = Options();
  options.idle_connections = 2;
  RedisCache cache(options, &clock_);
  std::vector<std::thread> threads;
  for (int t = 0; t < 8; ++t) {
    threads.emplace_back([&cache, t] {
      for (int i = 0; i < 50; ++i) {
        const std::string key = absl::StrCat("k", t, "-", i), value = absl::StrCat("v", t, "-", i);
        cache.Set(key, value, kTtl);
        EXPECT_THAT(cache.Get(key), Optional(value));
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(cache.Stats().failures, 0u);
}

TEST_F(RedisCacheTest, GivesALeaseToOneAndKeepsItsWordAlone) {
  RedisCache cache(Options(), &clock_);
  const Lease ours = cache.TakeLease("k");
  EXPECT_EQ(ours.state, Lease::State::kOurs);
  const Lease theirs = cache.TakeLease("k");
  EXPECT_EQ(theirs.state, Lease::State::kTheirs);
  cache.SetLeased("k", theirs, "of one who has no lease", kTtl);
  EXPECT_EQ(cache.Get("k"), std::nullopt);
  cache.GiveBack("k", theirs);
  EXPECT_EQ(cache.TakeLease("k").state, Lease::State::kTheirs);

  cache.SetLeased("k", ours, "ours", kTtl);
  EXPECT_THAT(cache.Get("k"), Optional(std::string("ours")));
  const Lease next = cache.TakeLease("k");
  EXPECT_EQ(next.state, Lease::State::kOurs);
  cache.SetLeased("k", ours, "too late", kTtl);
  cache.GiveBack("k", ours);
  EXPECT_THAT(cache.Get("k"), Optional(std::string("ours")));
  EXPECT_EQ(cache.TakeLease("k").state, Lease::State::kTheirs);
  cache.GiveBack("k", next);
  EXPECT_EQ(cache.TakeLease("k").state, Lease::State::kOurs);
}

TEST_F(RedisCacheTest, TakesALeaseBackFromOneWhoDied) {
  RedisCacheOptions options = Options();
  options.lease = absl::Milliseconds(1);
  RedisCache cache(options, &clock_);
  EXPECT_EQ(cache.TakeLease("k").state, Lease::State::kOurs);
  while (Raw({"EXISTS", "k:lease"}).integer == 1) continue;
  EXPECT_EQ(cache.TakeLease("k").state, Lease::State::kOurs);
}

TEST_F(RedisCacheTest, WithoutAServerNobodyIsWaitedFor) {
  server_.Kill();
  RedisCache cache(Options(), &clock_);
  const Lease none = cache.TakeLease("k");
  EXPECT_EQ(none.state, Lease::State::kNone);
  cache.SetLeased("k", none, "v", kTtl);
  cache.GiveBack("k", none);
  EXPECT_EQ(cache.Stats().failures, 1u);
}

TEST(RedisUrl, IsReadAsDocumented) {
  const auto plain = ParseRedisUrl("redis://cache");
  ASSERT_OK(plain);
  EXPECT_EQ(plain->server, (HostPort{"cache", 6379}));
  const auto full = ParseRedisUrl("redis://user:p@ss:word@10.0.0.1:7000/2");
  ASSERT_OK(full);
  EXPECT_EQ(full->user, "user");
  EXPECT_EQ(full->password, "p@ss:word");
  EXPECT_EQ(full->server, (HostPort{"10.0.0.1", 7000}));
  EXPECT_EQ(full->database, 2);
  const auto socket = ParseRedisUrl("unix:/run/redis.socket");
  ASSERT_OK(socket);
  EXPECT_EQ(socket->socket, "/run/redis.socket");
  const auto sentinels = ParseRedisUrl("redis+sentinel://:secret@s1:5000,s2,s3:5002/cache/1");
  ASSERT_OK(sentinels);
  EXPECT_THAT(sentinels->sentinels,
              ElementsAre(HostPort{"s1", 5000}, HostPort{"s2", 26379}, HostPort{"s3", 5002}));
  EXPECT_EQ(sentinels->primary, "cache");
  EXPECT_EQ(sentinels->password, "secret");
  EXPECT_EQ(sentinels->database, 1);
  for (const char* bad :
       {"", "redis://", "http://x", "redis://x:0", "redis://x:y", "redis://x/y", "redis://x/1/2",
        "redis://:secret@:1", "redis://secret@x", "unix:", "redis+sentinel://s1",
        "redis+sentinel://s1/", "redis+sentinel://s1,/cache", "redis+sentinel://s1:0/cache",
        "redis+sentinel://secret@s1/cache", "redis+sentinel://s1/cache/x"}) {
    const auto status = ParseRedisUrl(bad).status();
    EXPECT_THAT(status, HasReason("INVALID_REDIS_URL")) << bad;
    EXPECT_THAT(status.ToString(), ::testing::Not(::testing::HasSubstr("secret")));
  }
}

TEST(RedisConnection, SaysWhenNobodyIsThere) {
  RedisAddress nowhere;
  nowhere.socket = "/nonexistent/socket";
  EXPECT_THAT(RedisConnection::Dial(nowhere, absl::Milliseconds(50)).status(),
              StatusIs(absl::StatusCode::kUnavailable));
}

}  // namespace
}  // namespace pcsp

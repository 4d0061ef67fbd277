// What stands on Redis while its primary is lost and another takes over.
#include <atomic>
#include <thread>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "common/storage/cache/local_cache.h"
#include "common/storage/cache/read_through.h"
#include "common/storage/cache/redis_cache.h"
#include "common/storage/cache/redis_dialler.h"
#include "common/storage/cache/redis_doorbell.h"
#include "tests/support/redis_family.h"
#include "tests/support/status_matchers.h"

namespace pcsp {
namespace {

using testing::RedisFamily;
using testing::RedisServer;

constexpr absl::Duration kPatience = absl::Seconds(60);

class FailoverTest : public ::testing::Test {
 protected:
  void SetUp() override { ASSERT_OK(family_.Start()); }

  // True once `check` is, within `patience`.
  template <typename Check>
  static bool Eventually(Check check, absl::Duration patience = kPatience) {
    const absl::Time give_up = absl::Now() + patience;
    while (!check()) {
      if (absl::Now() > give_up) return false;
      absl::SleepFor(absl::Milliseconds(20));  // nothing tells that a failover is over
    }
    return true;
  }

  RedisFamily family_;
};

// Asks for values that change all the time, as fast as it can, until told to stop. Every answer
// must be there and right, whatever Redis does.
class Reader {
 public:
  explicit Reader(const RedisAddress& address)
      : cache_(std::make_unique<LocalCache>(1 << 16, &SystemClock()),
               std::make_unique<RedisCache>(RedisCacheOptions{.address = address}, &SystemClock()),
               {}),
        kind_(cache_.AddKind({.service = "s", .name = "k"})),
        thread_([this] { Run(); }) {}
  ~Reader() {
    stop_ = true;
    thread_.join();
  }

  ReadThrough& cache() { return cache_; }
  int reads() const { return reads_; }
  int bad() const { return bad_; }

 private:
  void Run() {
    while (!stop_) {
      const std::string revision = absl::StrCat(reads_ / 3);
      const auto answer =
          kind_->Get({"uid", revision, {}}, [&]() -> absl::StatusOr<ReadThrough::Fresh> {
            return ReadThrough::Fresh{revision, absl::StrCat("value at ", revision)};
          });
      if (!answer.ok() || *answer != absl::StrCat("value at ", revision)) ++bad_;
      ++reads_;
    }
  }

  ReadThrough cache_;
  ReadThrough::Kind* const kind_;
  std::atomic<bool> stop_ = false;
  std::atomic<int> reads_ = 0, bad_ = 0;
  std::thread thread_;
};

// True if a value that one process computes is found by another, through Redis.
bool IsShared(const RedisAddress& address) {
  static std::atomic<int> number = 0;
  const std::string key = absl::StrCat("probe", ++number);
  const RedisCacheOptions options = {.address = address};
  RedisCache(options, &SystemClock()).Set(key, "v", absl::Minutes(1));
  return RedisCache(options, &SystemClock()).Get(key) == "v";
}

TEST_F(FailoverTest, LosesNoReadAndComesBack) {
  RedisDialler dialler(family_.address(), absl::Milliseconds(500));
  ASSERT_OK(dialler.Dial());
  Reader reader(family_.address());
  ASSERT_TRUE(Eventually([&] { return IsShared(family_.address()); }));

  RedisServer* const first = family_.Primary();
  ASSERT_NE(first, nullptr);
  first->Kill();
  absl::Time lost = absl::Now();
  RedisServer* const second = family_.AwaitPrimaryOtherThan(first, kPatience);
  ASSERT_NE(second, nullptr);
  EXPECT_TRUE(Eventually([&] { return IsShared(family_.address()); }));
  EXPECT_TRUE(Eventually([&] { return !reader.cache().FarStats().left_alone; }));
  std::cerr << "killed: shared again after " << absl::Now() - lost << "\n";

  // The next is cut off in silence, and comes back still believing to be primary.
  ASSERT_OK(first->Start());
  // Until it is told otherwise it is a primary by its own account, and would be taken for the
  // third.
  ASSERT_TRUE(Eventually([&] { return first->Say({"ROLE"}).list[0].text == "slave"; }));
  second->Pause();
  lost = absl::Now();
  RedisServer* const third = family_.AwaitPrimaryOtherThan(second, kPatience);
  ASSERT_NE(third, nullptr);
  EXPECT_TRUE(Eventually([&] { return IsShared(family_.address()); }));
  std::cerr << "silent: shared again after " << absl::Now() - lost << "\n";
  second->Resume();
  EXPECT_TRUE(Eventually([&] { return second->Say({"ROLE"}).list[0].text == "slave"; }));
  auto connection = dialler.Dial();
  ASSERT_OK(connection);
  EXPECT_EQ(connection->Run({"ROLE"}, absl::Seconds(1))->list[0].text, "master");
  EXPECT_EQ(reader.bad(), 0);
  EXPECT_GT(reader.reads(), 1000);
  std::cerr << reader.reads() << " reads\n";
}

TEST_F(FailoverTest, TheDoorbellIsHeardAgain) {
  RedisDoorbell rings({.address = family_.address()}), hears({.address = family_.address()});
  std::atomic<int> heard = 0, missed = 0;
  const auto subscription =
      hears.Listen([&](const std::string& name) { ++(name.empty() ? missed : heard); });
  ASSERT_TRUE(Eventually([&] { return missed > 0; }));  // it listens
  rings.Ring("programmes/p");
  ASSERT_TRUE(Eventually([&] { return heard == 1; }));

  RedisServer* const first = family_.Primary();
  first->Kill();
  rings.Ring("programmes/q");  // nobody is there to pass it on yet
  const absl::Time lost = absl::Now();
  ASSERT_NE(family_.AwaitPrimaryOtherThan(first, kPatience), nullptr);
  // It comes late, or its listener knows that it may have missed something.
  EXPECT_TRUE(Eventually([&] { return heard > 1 || missed > 1; }));
  EXPECT_TRUE(Eventually([&] { return missed > 1; }));
  const int before = heard;
  rings.Ring("programmes/r");
  EXPECT_TRUE(Eventually([&] { return heard > before; }));
  std::cerr << "heard again after " << absl::Now() - lost << "\n";
}

}  // namespace
}  // namespace pcsp

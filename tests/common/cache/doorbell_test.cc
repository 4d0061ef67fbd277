#include "common/storage/cache/doorbell.h"

#include <condition_variable>
#include <mutex>
#include <vector>

#include "absl/time/clock.h"
#include "common/storage/cache/redis_doorbell.h"
#include "tests/support/redis_server.h"
#include "tests/support/status_matchers.h"

namespace pcsp {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

// What was heard, to be waited for.
class Ear {
 public:
  Doorbell::Heard listener() {
    return [this](const std::string& name) {
      const std::lock_guard<std::mutex> lock(mutex_);
      heard_.push_back(name);
      changed_.notify_all();
    };
  }
  bool Await(const std::string& name) {
    std::unique_lock<std::mutex> lock(mutex_);
    return changed_.wait_for(lock, std::chrono::seconds(20), [&] {
      return std::find(heard_.begin(), heard_.end(), name) != heard_.end();
    });
  }
  std::vector<std::string> heard() {
    const std::lock_guard<std::mutex> lock(mutex_);
    return std::exchange(heard_, {});
  }

 private:
  std::mutex mutex_;  // guards what follows
  std::condition_variable changed_;
  std::vector<std::string> heard_;
};

TEST(LocalDoorbell, IsHeardWhileSomebodyListens) {
  LocalDoorbell doorbell;
  Ear one, other;
  const auto first = doorbell.Listen(one.listener());
  auto second = doorbell.Listen(other.listener());
  doorbell.Ring("a");
  second.reset();
  doorbell.Ring("b");
  EXPECT_THAT(one.heard(), ElementsAre("a", "b"));
  EXPECT_THAT(other.heard(), ElementsAre("a"));
}

class RedisDoorbellTest : public ::testing::Test {
 protected:
  void SetUp() override { ASSERT_OK(server_.Start()); }
  RedisDoorbellOptions Options() {
    RedisDoorbellOptions options;
    options.address = server_.address();
    options.timeout = absl::Seconds(10);
    options.retry_interval = absl::Milliseconds(20);
    return options;
  }

  testing::RedisServer server_;
};

TEST_F(RedisDoorbellTest, IsHeardInEveryProcess) {
  RedisDoorbell here(Options()), there(Options());
  Ear near, far;
  const auto a = here.Listen(near.listener());
  const auto b = there.Listen(far.listener());
  ASSERT_TRUE(near.Await(""));  // both listen
  ASSERT_TRUE(far.Await(""));
  near.heard();
  here.Ring("programmes/p");
  EXPECT_TRUE(far.Await("programmes/p"));
  there.Ring("programmes/q");
  EXPECT_TRUE(near.Await("programmes/q"));
  EXPECT_THAT(near.heard(), ElementsAre("programmes/p", "programmes/q"));  // its own ring once
}

TEST_F(RedisDoorbellTest, WorksOnHereWithoutRedisAndSaysWhatMayHaveBeenMissed) {
  RedisDoorbellOptions options = Options();
  options.silence_allowed = absl::Milliseconds(50);
  RedisDoorbell here(options), there(options);
  Ear near, far;
  const auto a = here.Listen(near.listener());
  const auto b = there.Listen(far.listener());
  ASSERT_TRUE(near.Await(""));
  ASSERT_TRUE(far.Await(""));
  far.heard();
  server_.Kill();
  here.Ring("programmes/p");
  EXPECT_TRUE(near.Await("programmes/p"));
  EXPECT_THAT(far.heard(), IsEmpty());
  ASSERT_OK(server_.Start());
  EXPECT_TRUE(far.Await(""));
  // A server that hangs is given up, and heard again once it is back.
  far.heard();
  server_.Pause();
  absl::SleepFor(absl::Milliseconds(200));  // silence is what is tested
  server_.Resume();
  bool heard = false;
  for (const absl::Time end = absl::Now() + absl::Seconds(20); !heard && absl::Now() < end;) {
    here.Ring("programmes/r");
    absl::SleepFor(absl::Milliseconds(20));
    const std::vector<std::string> names = far.heard();
    heard = std::find(names.begin(), names.end(), "programmes/r") != names.end();
  }
  EXPECT_TRUE(heard);
}

TEST_F(RedisDoorbellTest, TakesWhateverComesForAHint) {
  RedisDoorbell doorbell(Options());
  Ear ear;
  const auto subscription = doorbell.Listen(ear.listener());
  ASSERT_TRUE(ear.Await(""));
  ear.heard();
  server_.Say({"PUBLISH", "pcsp:doorbell", "garbage"});
  server_.Say({"PUBLISH", "pcsp:doorbell", ""});
  server_.Say({"PUBLISH", "pcsp:doorbell", "1 programmes/p"});
  EXPECT_TRUE(ear.Await("programmes/p"));
  EXPECT_THAT(ear.heard(), ElementsAre("programmes/p"));
}

TEST_F(RedisDoorbellTest, ForgetsWhatIsTooMuchToKeep) {
  server_.Kill();
  RedisDoorbellOptions options = Options();
  options.most_waiting = 3;
  RedisDoorbell doorbell(options);
  for (int i = 0; i < 1000; ++i) doorbell.Ring(std::to_string(i));
}

}  // namespace
}  // namespace pcsp

#include "common/storage/cache/read_through.h"

#include <atomic>
#include <thread>

#include "absl/strings/str_cat.h"
#include "absl/synchronization/notification.h"
#include "common/storage/cache/local_cache.h"
#include "tests/support/shared_cache.h"
#include "tests/support/status_matchers.h"

namespace pcsp {
namespace {

using ::pcsp::testing::IsOkAndHolds;
using ::pcsp::testing::StatusIs;

using Fresh = ReadThrough::Fresh;
using Question = ReadThrough::Question;

FixedClock& StandingClock() {
  static FixedClock& clock = *new FixedClock(absl::FromUnixSeconds(1'700'000'000));
  return clock;
}

std::unique_ptr<LocalCache> MakeLocal() {
  return std::make_unique<LocalCache>(1 << 20, &StandingClock());
}

// What all processes share, with leases that the test gives away.
class WatchedCache : public Cache {
 public:
  std::vector<std::optional<std::string>> GetMany(const std::vector<std::string>& keys) override {
    ++looks;
    if (on_look) on_look();
    return kept->GetMany(keys);
  }
  void Set(const std::string& key, absl::string_view value, absl::Duration ttl) override {
    kept->Set(key, value, ttl);
  }
  CacheStats Stats() const override { return kept->Stats(); }
  Lease TakeLease(const std::string& key) override {
    last_key = key;
    return lease;
  }
  void SetLeased(const std::string& key, const Lease& with, absl::string_view value,
                 absl::Duration ttl) override {
    if (with.state == Lease::State::kOurs) Set(key, value, ttl);
  }
  void GiveBack(const std::string&, const Lease&) override { ++given_back; }

  std::unique_ptr<LocalCache> kept = MakeLocal();
  std::function<void()> on_look;
  Lease lease;
  std::string last_key;
  std::atomic<int> looks = 0, given_back = 0;
};

class ReadThroughTest : public ::testing::Test {
 protected:
  // A process of its own on the shared cache.
  struct Process {
    explicit Process(std::unique_ptr<Cache> far, ReadThrough::Options options)
        : cache(MakeLocal(), std::move(far), options),
          kind(cache.AddKind({.service = "s", .name = "k"})) {}
    ReadThrough cache;
    ReadThrough::Kind* kind;
  };
  static ReadThrough::Options Options() {
    return {.poll_interval = absl::ZeroDuration(), .check_one_in = 0};
  }
  std::unique_ptr<Process> NewProcess(ReadThrough::Options options = Options()) {
    return std::make_unique<Process>(std::make_unique<testing::SharedCache>(all_), options);
  }
  // Gives "v" followed by the revision, and counts.
  absl::StatusOr<std::string> Ask(Process& process, const Question& question) {
    return process.kind->Get(question, [&]() -> absl::StatusOr<Fresh> {
      ++computed_;
      return Fresh{question.revision, absl::StrCat("v", question.revision)};
    });
  }

  const std::shared_ptr<WatchedCache> all_ = std::make_shared<WatchedCache>();
  WatchedCache& shared_ = *all_;
  std::atomic<int> computed_ = 0;
};

const Question kAt7 = {"uid", "7", {"a"}};

TEST_F(ReadThroughTest, ComputesOnceForAllProcesses) {
  auto one = NewProcess(), other = NewProcess();
  EXPECT_EQ(one->kind->AtHand(kAt7), std::nullopt);
  EXPECT_THAT(Ask(*one, kAt7), IsOkAndHolds("v7"));
  EXPECT_THAT(Ask(*one, kAt7), IsOkAndHolds("v7"));
  EXPECT_THAT(Ask(*other, kAt7), IsOkAndHolds("v7"));
  EXPECT_EQ(computed_, 1);
  EXPECT_EQ(other->kind->AtHand(kAt7), "v7");
  EXPECT_EQ(one->kind->counts().near_hits, 1u);
  EXPECT_EQ(one->kind->counts().computed, 1u);
  EXPECT_EQ(other->kind->counts().far_hits, 1u);
  // Another revision, scope or argument is another question.
  EXPECT_THAT(Ask(*one, {"uid", "8", {"a"}}), IsOkAndHolds("v8"));
  Ask(*one, {"other", "7", {"a"}}).IgnoreError();
  Ask(*one, {"uid", "7", {"b"}}).IgnoreError();
  EXPECT_EQ(computed_, 4);
}

TEST_F(ReadThroughTest, FindsNothingOfTheDatabaseThatItsOwnWasRestoredOver) {
  auto before = NewProcess();
  EXPECT_THAT(Ask(*before, kAt7), IsOkAndHolds("v7"));
  auto after = NewProcess();
  ReadThrough cache(MakeLocal(), std::make_unique<testing::SharedCache>(all_), Options());
  after->kind = cache.AddKind({.service = "s", .name = "k", .origin = "restored"});
  EXPECT_THAT(Ask(*after, kAt7), IsOkAndHolds("v7"));
  EXPECT_EQ(computed_, 2);
}

TEST_F(ReadThroughTest, KeepsNoErrorAndGivesItsLeaseBack) {
  auto process = NewProcess();
  const auto fails = [&]() -> absl::StatusOr<Fresh> { return absl::CancelledError("gone"); };
  EXPECT_THAT(process->kind->Get(kAt7, fails), StatusIs(absl::StatusCode::kCancelled));
  EXPECT_EQ(shared_.given_back, 1);
  EXPECT_THAT(Ask(*process, kAt7), IsOkAndHolds("v7"));
}

TEST_F(ReadThroughTest, KeepsNothingUnderARevisionThatHasPassed) {
  auto process = NewProcess();
  const auto moved_on = [&]() -> absl::StatusOr<Fresh> { return Fresh{"8", "v8"}; };
  EXPECT_THAT(process->kind->Get(kAt7, moved_on), IsOkAndHolds("v8"));
  EXPECT_EQ(process->kind->AtHand(kAt7), std::nullopt);
  EXPECT_EQ(shared_.kept->bytes(), 0u);
}

TEST_F(ReadThroughTest, ComputesOnceForAllThreads) {
  auto process = NewProcess();
  absl::Notification begun, go_on;
  std::atomic<int> computed = 0;
  const auto slow = [&]() -> absl::StatusOr<Fresh> {
    ++computed;
    begun.Notify();
    go_on.WaitForNotification();
    return Fresh{"7", "v7"};
  };
  const auto quick = [&]() -> absl::StatusOr<Fresh> {
    ++computed;
    return Fresh{"7", "v7"};
  };
  std::thread leader([&] { EXPECT_THAT(process->kind->Get(kAt7, slow), IsOkAndHolds("v7")); });
  begun.WaitForNotification();
  std::vector<std::thread> others;
  for (int i = 0; i < 4; ++i) {
    others.emplace_back([&] { EXPECT_THAT(process->kind->Get(kAt7, quick), IsOkAndHolds("v7")); });
  }
  go_on.Notify();
  leader.join();
  for (std::thread& other : others) other.join();
  EXPECT_EQ(computed, 1);
}

TEST_F(ReadThroughTest, SharesNoErrorBetweenThreads) {
  auto process = NewProcess();
  absl::Notification begun, go_on;
  const auto cancelled = [&]() -> absl::StatusOr<Fresh> {
    begun.Notify();
    go_on.WaitForNotification();
    return absl::CancelledError("its caller went away");
  };
  std::thread leader([&] {
    EXPECT_THAT(process->kind->Get(kAt7, cancelled), StatusIs(absl::StatusCode::kCancelled));
  });
  begun.WaitForNotification();
  std::thread other([&] { EXPECT_THAT(Ask(*process, kAt7), IsOkAndHolds("v7")); });
  go_on.Notify();
  leader.join();
  other.join();
  EXPECT_EQ(computed_, 1);
}

TEST_F(ReadThroughTest, WaitsForNoThreadLongerThanItMeansTo) {
  ReadThrough::Options hasty = Options();
  hasty.patience = absl::Milliseconds(1);
  auto process = NewProcess(hasty);
  absl::Notification begun, go_on;
  const auto stuck = [&]() -> absl::StatusOr<Fresh> {
    begun.Notify();
    go_on.WaitForNotification();
    return Fresh{"7", "v7"};
  };
  std::thread leader([&] { EXPECT_OK(process->kind->Get(kAt7, stuck)); });
  begun.WaitForNotification();
  EXPECT_THAT(Ask(*process, kAt7), IsOkAndHolds("v7"));
  go_on.Notify();
  leader.join();
}

TEST_F(ReadThroughTest, WaitsForAnotherProcessButNotForEver) {
  shared_.lease = {Lease::State::kTheirs, ""};
  auto process = NewProcess();
  EXPECT_THAT(Ask(*process, kAt7), IsOkAndHolds("v7"));
  EXPECT_EQ(computed_, 1);
  EXPECT_EQ(shared_.looks, 1 + 4);
  EXPECT_EQ(process->kind->counts().lease_waits, 1u);
  // This time the other is done when it looks for the second time.
  shared_.on_look = [&] {
    if (shared_.looks == 7) shared_.kept->Set(shared_.last_key, "theirs", absl::Minutes(1));
  };
  EXPECT_THAT(Ask(*process, {"uid", "8", {}}), IsOkAndHolds("theirs"));
  EXPECT_EQ(computed_, 1);
}

TEST_F(ReadThroughTest, WaitsForNobodyWhereTheCacheIsAway) {
  shared_.lease = {Lease::State::kNone, ""};
  auto process = NewProcess();
  EXPECT_THAT(Ask(*process, kAt7), IsOkAndHolds("v7"));
  EXPECT_EQ(shared_.looks, 1);
  EXPECT_EQ(process->kind->AtHand(kAt7), "v7");
}

TEST_F(ReadThroughTest, FindsAValueThatIsNotWhatItShouldBe) {
  ReadThrough::Options checking = Options();
  checking.check_one_in = 2;
  auto process = NewProcess(checking), other = NewProcess();
  EXPECT_THAT(Ask(*other, kAt7), IsOkAndHolds("v7"));
  shared_.kept->Set(shared_.last_key, "wrong, with a good checksum", absl::Minutes(1));
  EXPECT_OK(Ask(*process, kAt7));
  EXPECT_THAT(Ask(*process, kAt7), IsOkAndHolds("v7"));
  EXPECT_EQ(process->kind->counts().different, 1u);
  EXPECT_EQ(process->kind->AtHand(kAt7), "v7");
  EXPECT_EQ(shared_.kept->Get(shared_.last_key), "v7");
}

TEST_F(ReadThroughTest, AsksNobodyForWhatIsKeptHereAlone) {
  auto process = NewProcess();
  ReadThrough::Kind* const own =
      process->cache.AddKind({.service = "s", .name = "own", .shared = false});
  EXPECT_EQ(process->cache.AddKind({.service = "s", .name = "own"}), own);
  const auto compute = [&]() -> absl::StatusOr<Fresh> { return Fresh{"7", "v"}; };
  EXPECT_THAT(own->Get(kAt7, compute), IsOkAndHolds("v"));
  EXPECT_EQ(own->AtHand(kAt7), "v");
  EXPECT_EQ(shared_.looks, 0);
}

}  // namespace
}  // namespace pcsp

// The promise that Redis is never the truth: whatever it does while thousands read and write, every
// answer is there and right.
#include "tests/registry/redis_faults.h"

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <random>
#include <thread>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/time/clock.h"
#include "common/base/status_macros.h"
#include "common/storage/cache/cache_key.h"
#include "common/storage/cache/local_cache.h"
#include "common/storage/cache/redis_cache.h"
#include "services/registry/store/cached_store.h"
#include "tests/registry/store_fixture.h"

namespace pcsp::registry {
namespace {

using pcsp::testing::DatabaseKind;

// On each of three engines.
constexpr int kReads = 10'000;
constexpr int kWrites = 1'000;
constexpr int kSites = 12;
constexpr int kReadsBetweenFaults = 300;
constexpr int kReaders = 3;

// What has been done, and what the registry must therefore hold: after write w every site bears
// the number of the last write that named it.
class Truth {
 public:
  Truth() {
    std::mt19937 draw(20'241'126);
    std::vector<int> now(kSites, 0);
    states_.push_back(now);
    for (int w = 1; w <= kWrites; ++w) {
      named_.push_back(static_cast<int>(draw() % kSites));
      now[named_.back()] = w;
      states_.push_back(now);
    }
  }

  int SiteOf(int write) const { return named_[write - 1]; }
  std::string List(int after_write) const {
    return absl::StrCat(after_write, ": ", absl::StrJoin(states_[after_write], " "));
  }
  std::string Site(int site, int after_write) const {
    return absl::StrCat(states_[after_write][site]);
  }

 private:
  std::vector<int> named_;
  std::vector<std::vector<int>> states_;
};

class Progress {
 public:
  struct Window {
    int done, begun;
  };

  Window Now() {
    const std::lock_guard<std::mutex> lock(mutex_);
    return {done_, begun_};
  }
  void Begin(int write) { Move(&begun_, write); }
  void Done(int write) { Move(&done_, write); }
  // Counts a read; false if there have been enough.
  bool Read() {
    const std::lock_guard<std::mutex> lock(mutex_);
    if (reads_ == kReads) return false;
    ++reads_;
    changed_.notify_all();
    return true;
  }
  // Waits until there are so many reads; false if there will not be.
  bool AwaitReads(int reads) {
    std::unique_lock<std::mutex> lock(mutex_);
    changed_.wait(lock, [&] { return reads_ >= std::min(reads, kReads); });
    return reads <= kReads;
  }
  int reads() {
    const std::lock_guard<std::mutex> lock(mutex_);
    return reads_;
  }

 private:
  void Move(int* counter, int to) {
    const std::lock_guard<std::mutex> lock(mutex_);
    *counter = to;
  }

  std::mutex mutex_;  // guards what follows
  std::condition_variable changed_;
  int reads_ = 0, begun_ = 0, done_ = 0;
};

// The registry as one replica of the service has it.
struct Replica {
  Replica(SqlStore* store, const RedisAddress& address, size_t memory, bool sole_writer)
      : cache(std::make_unique<LocalCache>(memory, &SystemClock()),
              std::make_unique<RedisCache>(
                  // Tried again soon, since the whole test takes seconds.
                  RedisCacheOptions{.address = address, .probe_interval = absl::Milliseconds(20)},
                  &SystemClock()),
              {}),
        cached(store, &cache, &SystemClock(), sole_writer, "origin") {}

  uint64_t Count(uint64_t ReadThrough::Counts::*figure) const {
    uint64_t sum = 0;
    for (const auto& counts : cache.CountsByKind()) sum += counts.*figure;
    return sum;
  }

  ReadThrough cache;
  CachedStore cached;
};

std::string SiteId(int site) { return absl::StrCat("a", 100 + site); }

class RedisFaultsTest : public StoreTest {
 protected:
  void SetUp() override {
    StoreTest::SetUp();
    ASSERT_OK(redis_.Start());
    Write([](Writer& writer) {
      for (int i = 0; i < kSites; ++i) {
        Organisation site = MakeOrganisation(SiteId(i));
        site.display_name = "0";
        writer.Insert(site);
      }
    });
  }

  static Question AskedForList() { return {"ListSites", "north", {"2024-06-01"}}; }
  absl::StatusOr<Answer> Make(bool list, int site) {
    Answer answer;
    RETURN_IF_ERROR(store_->Read([&](Reader& reader) -> absl::Status {
      ASSIGN_OR_RETURN(const Programme programme, reader.GetProgramme("north"));
      answer.revision = programme.content_revision;
      OrganisationQuery all;
      all.programme = "north";
      all.show_closed = true;
      std::vector<std::string> names;
      for (const Organisation& site : reader.ListOrganisations(all)) {
        names.push_back(site.display_name);
      }
      answer.bytes = list ? absl::StrCat(answer.revision - 1, ": ", absl::StrJoin(names, " "))
                          : names.at(site);
      return absl::OkStatus();
    }));
    return answer;
  }

  // An answer and what it could have been.
  void ReadOnce(CachedStore& store, std::mt19937& draw) {
    const auto before = progress_.Now();
    const bool list = draw() % 2 == 0;
    const int site = static_cast<int>(draw() % kSites);
    Question question = AskedForList();
    if (!list) question = {"GetOrganisation", "north", {SiteId(site)}};
    const std::optional<std::string> at_hand = store.AtHand(question);
    const absl::StatusOr<std::string> answer =
        at_hand ? absl::StatusOr<std::string>(*at_hand)
                : store.Kept(question, [&] { return Make(list, site); });
    const auto after = progress_.Now();
    for (int w = before.done; w <= after.begun; ++w) {
      if (answer.ok() && *answer == (list ? truth_.List(w) : truth_.Site(site, w))) return;
    }
    Blame(absl::StrCat(question.method, " between writes ", before.done, " and ", after.begun, ": ",
                       answer.ok() ? *answer : answer.status().ToString()));
  }

  void WriteAll(CachedStore& store) {
    for (int w = 1; w <= kWrites; ++w) {
      if (!progress_.AwaitReads(w * (kReads / kWrites))) break;
      progress_.Begin(w);
      const auto reply =
          store.Write({{}, kNow}, [&](Writer& writer) -> absl::StatusOr<std::string> {
            EXPECT_OK(writer.Touch("north"));
            Organisation site = MakeOrganisation(SiteId(truth_.SiteOf(w)));
            site.display_name = absl::StrCat(w);
            writer.Update(site);
            return "";
          });
      if (!reply.ok()) Blame(absl::StrCat("write ", w, ": ", reply.status().ToString()));
      progress_.Done(w);
    }
  }

  // Keys of the lists of the next few revisions.
  std::vector<std::string> Coming() {
    std::vector<std::string> keys;
    const int begun = progress_.Now().begun;
    for (int w = begun; w < begun + 30; ++w) {
      keys.push_back(CacheKey{
          "uid-north",
          "registry",
          "ListSites",
          1,
          1,
          1,
          absl::StrCat(w + 1),
          {"2024-06-01",
           "origin"}}.ToString());
    }
    return keys;
  }

  void Blame(const std::string& what) {
    const std::lock_guard<std::mutex> lock(mutex_);
    if (wrong_.size() < 20) wrong_.push_back(what);
  }

  pcsp::testing::RedisServer redis_;
  Truth truth_;
  Progress progress_;
  std::mutex mutex_;  // guards what follows
  std::vector<std::string> wrong_;
  std::vector<double> millis_;
};

TEST_P(RedisFaultsTest, GiveNoWrongAnswerAndFailNoCall) {
  // One as it is in a process; one without memory of its own, so that all it has comes from Redis.
  const bool sqlite = GetParam() != DatabaseKind::kPostgresql;
  Replica usual(store_.get(), redis_.address(), 1 << 20, sqlite);
  Replica bare(store_.get(), redis_.address(), 0, false);
  int awaited = 0;
  RedisFaults faults(
      &redis_, [&] { return Coming(); },
      [&] { return progress_.AwaitReads(awaited += kReadsBetweenFaults); });

  std::vector<std::thread> threads;
  threads.emplace_back([&] { WriteAll(usual.cached); });
  threads.emplace_back([&] { faults.Run(); });
  for (int reader = 0; reader < kReaders; ++reader) {
    threads.emplace_back([&, reader] {
      std::mt19937 draw(reader);
      std::vector<double> millis;
      while (progress_.Read()) {
        const absl::Time start = absl::Now();
        ReadOnce(reader == 0 ? usual.cached : bare.cached, draw);
        millis.push_back(absl::ToDoubleMilliseconds(absl::Now() - start));
      }
      const std::lock_guard<std::mutex> lock(mutex_);
      millis_.insert(millis_.end(), millis.begin(), millis.end());
    });
  }
  for (std::thread& thread : threads) thread.join();

  EXPECT_THAT(wrong_, ::testing::IsEmpty());
  EXPECT_EQ(progress_.Now().done, kWrites);
  EXPECT_GE(faults.count(), 10);
  EXPECT_EQ(usual.Count(&ReadThrough::Counts::different), 0u);
  EXPECT_EQ(bare.Count(&ReadThrough::Counts::different), 0u);
  // It was a cache that was put to the test: it was hit, and it was seen to be damaged.
  EXPECT_GT(bare.Count(&ReadThrough::Counts::far_hits), 10u);
  EXPECT_GT(bare.cache.FarStats().corrupt, 0u);
  EXPECT_GT(bare.cache.FarStats().failures, 0u);
  std::sort(millis_.begin(), millis_.end());
  std::cerr << faults.count() << " faults; " << usual.Count(&ReadThrough::Counts::near_hits)
            << " answers from memory, " << bare.Count(&ReadThrough::Counts::far_hits)
            << " from Redis, " << bare.cache.FarStats().corrupt << " damaged; a read took "
            << millis_[millis_.size() / 2] << " ms, 1 in 100 more than "
            << millis_[millis_.size() * 99 / 100] << " ms\n";
}

INSTANTIATE_TEST_SUITE_P(EveryDatabase, RedisFaultsTest, pcsp::testing::EveryDatabase(),
                         pcsp::testing::DatabaseName);

}  // namespace
}  // namespace pcsp::registry

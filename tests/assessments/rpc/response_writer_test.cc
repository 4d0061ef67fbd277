#include "services/assessments/rpc/submission/response_writer.h"

#include <atomic>
#include <thread>

#include "absl/synchronization/blocking_counter.h"
#include "absl/synchronization/notification.h"
#include "tests/assessments/store/store_fixture.h"

namespace pcsp::assessments::testing {
namespace {

using pcsp::testing::HasReason;
using pcsp::testing::IsOkAndHolds;
using ::testing::Pair;
using ::testing::SizeIs;
using ::testing::UnorderedElementsAre;

class ResponseWriterTest : public StoreTest {
 protected:
  // Submits all while the writer is held up, so that they become one batch, and waits.
  std::vector<absl::StatusOr<Appended>> SubmitTogether(ResponseWriter& writer,
                                                       std::vector<PackedResponse> responses) {
    absl::Notification go;
    absl::Notification held;
    writer.Submit(Response(open_, 3, "000001"), [&](const auto&) {
      held.Notify();
      go.WaitForNotification();
    });
    held.WaitForNotification();
    std::vector<absl::StatusOr<Appended>> results(responses.size(), absl::UnknownError("none"));
    absl::BlockingCounter left(static_cast<int>(responses.size()));
    for (size_t i = 0; i < responses.size(); ++i) {
      writer.Submit(std::move(responses[i]), [&, i](absl::StatusOr<Appended> result) {
        results[i] = std::move(result);
        left.DecrementCount();
      });
    }
    go.Notify();
    left.Wait();
    return results;
  }

  void SetUp() override {
    StoreTest::SetUp();
    if (!HasFatalFailure()) open_ = OpenWave();
  }

  Wave open_;
};
INSTANTIATE_TEST_SUITE_P(EveryDatabase, ResponseWriterTest, pcsp::testing::EveryDatabase(),
                         pcsp::testing::DatabaseName);

TEST_P(ResponseWriterTest, AnswersEveryCallerOnceAfterItsRowIsStored) {
  constexpr int kThreads = 8, kEach = 50;
  std::atomic<int> stored = 0, duplicates = 0;
  {
    ResponseWriter writer(store_.get(), {.batch_limit = 64});
    absl::BlockingCounter left(kThreads * kEach);
    std::vector<std::thread> threads;
    for (int t = 0; t < kThreads; ++t) {
      threads.emplace_back([&] {
        for (int i = 0; i < kEach; ++i) {
          // Every thread sends the same fifty requests.
          writer.Submit(Response(open_, 1, "111111", absl::StrCat("request ", i)),
                        [&](absl::StatusOr<Appended> result) {
                          ASSERT_OK(result);
                          ++(*result == Appended::kStored ? stored : duplicates);
                          left.DecrementCount();
                        });
        }
      });
    }
    for (std::thread& thread : threads) thread.join();
    left.Wait();
  }
  EXPECT_EQ(stored, kEach);
  EXPECT_EQ(duplicates, kThreads * kEach - kEach);
  EXPECT_THAT(Rows(open_), SizeIs(kEach));
}

TEST_P(ResponseWriterTest, ARowThatCannotBeStoredDoesNotTakeOthersWithIt) {
  ResponseWriter writer(store_.get(), {});
  PackedResponse bad = Response(open_, 1, "222222");
  bad.staff_group = static_cast<StaffGroup>(9);
  const auto results = SubmitTogether(
      writer, {Response(open_, 1, "111111"), bad, Response(open_, 2, "333333", kRequest),
               Response(open_, 2, "333333", kRequest)});
  EXPECT_THAT(results[0], IsOkAndHolds(Appended::kStored));
  EXPECT_FALSE(results[1].ok());
  EXPECT_THAT(results[2], IsOkAndHolds(Appended::kStored));
  EXPECT_THAT(results[3], IsOkAndHolds(Appended::kDuplicate));
  EXPECT_THAT(Rows(open_),
              UnorderedElementsAre(Pair(1, "111111"), Pair(2, "333333"), Pair(3, "000001")));
}

TEST_P(ResponseWriterTest, ShedsWhatDoesNotFitTheQueue) {
  ResponseWriter writer(store_.get(), {.queue_limit = 2});
  const auto results = SubmitTogether(
      writer, {Response(open_, 1, "1"), Response(open_, 1, "2"), Response(open_, 1, "3")});
  EXPECT_OK(results[0]);
  EXPECT_OK(results[1]);
  EXPECT_THAT(results[2], HasReason("OVERLOADED"));
}

TEST_P(ResponseWriterTest, StoresWhatIsQueuedBeforeItEnds) {
  std::atomic<int> answered = 0;
  {
    ResponseWriter writer(store_.get(), {.batch_limit = 3});
    for (int i = 0; i < 20; ++i) {
      writer.Submit(Response(open_, 1, "111111"), [&](const auto& result) {
        ASSERT_OK(result);
        ++answered;
      });
    }
  }
  EXPECT_EQ(answered, 20);
  EXPECT_THAT(Rows(open_), SizeIs(20));
}

}  // namespace
}  // namespace pcsp::assessments::testing

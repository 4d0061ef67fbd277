#include <thread>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/diagnosis/store/review/sql_review_store.h"
#include "services/diagnosis/store/sql_store.h"
#include "tests/support/databases.h"
#include "tests/support/status_matchers.h"

namespace pcsp::diagnosis {
namespace {

using ::pcsp::testing::DatabaseKind;
using ::pcsp::testing::HasReason;
using ::pcsp::testing::IsOkAndHolds;
using ::testing::ElementsAre;
using ::testing::SizeIs;

const absl::Time kNow = absl::FromUnixMicros(1'767'600'000'123'456);

class ReviewStoreTest : public pcsp::testing::DatabaseTest {
 protected:
  void SetUp() override {
    DatabaseTest::SetUp();
    if (HasFatalFailure()) return;
    auto diagnoses = SqlStore::Open(&db(), kNow);
    ASSERT_OK(diagnoses);
    for (const char* id : {"d1", "d2"}) {
      ASSERT_OK((*diagnoses)
                    ->Keep({.name = {{"p", "a1"}, id},
                            .wave = id,
                            .knowledge_base = "kb@1",
                            .knowledge_base_hash = "hash",
                            .create_time = kNow}));
    }
    store_ = std::make_unique<SqlReviewStore>(&db());
  }
  static Review Make(const std::string& id, const std::string& reviewer = "north",
                     ReviewVerdict verdict = ReviewVerdict::kConfirmed) {
    Review review;
    review.diagnosis = {{"p", "a1"}, "d1"};
    review.id = id;
    review.issue = "roles";
    review.verdict = verdict;
    review.reason = "they said \"who?\" \xe2\x80\x93 \0twice";
    review.reviewer = reviewer;
    review.blind = true;
    review.probability = .123456789012345;
    review.raw_probability = .234567890123456;
    review.show_probability = .05;
    review.overrides = true;
    review.create_time = kNow;
    return review;
  }
  absl::StatusOr<std::string> Create(const Review& review, const std::string& request = "") {
    return store_->Create({"", "diagnosis.CreateReview", request, review.id}, review,
                          [](const Review& kept) { return "reply " + kept.id; });
  }
  std::vector<Review> All(bool withdrawn_too = false) {
    const auto found =
        store_->List({.parent = {{"p", "-"}, "-"}, .withdrawn_too = withdrawn_too, .limit = 100});
    EXPECT_OK(found);
    return *found;
  }

  std::unique_ptr<SqlReviewStore> store_;
};

TEST_P(ReviewStoreTest, KeepsEveryField) {
  const Review review = Make("r1");
  EXPECT_THAT(Create(review), IsOkAndHolds("reply r1"));
  EXPECT_THAT(All(), ElementsAre(review));
}

TEST_P(ReviewStoreTest, CountsACallOnceAndAReviewerOnce) {
  EXPECT_THAT(Create(Make("r1"), "call"), IsOkAndHolds("reply r1"));
  EXPECT_THAT(Create(Make("r1"), "call"), IsOkAndHolds("reply r1"));
  EXPECT_THAT(Create(Make("other"), "call"), HasReason("REQUEST_ID_REUSED"));
  Review later = Make("r2", "north", ReviewVerdict::kRejected);
  later.create_time = kNow + absl::Seconds(1);
  ASSERT_OK(Create(later));
  EXPECT_THAT(All(), ElementsAre(later));
  const std::vector<Review> all = All(true);
  ASSERT_THAT(all, SizeIs(2));
  EXPECT_EQ(all[0].withdraw_time, later.create_time);
}

TEST_P(ReviewStoreTest, FindsPagesInTheOrderWritten) {
  for (const char* id : {"r3", "r1", "r2"}) ASSERT_OK(Create(Make(id, id)));
  ReviewQuery query{.parent = {{"p", "a1"}, "d1"}, .issue = "roles", .limit = 2};
  const auto first = store_->List(query);
  ASSERT_OK(first);
  ASSERT_THAT(*first, SizeIs(2));
  EXPECT_EQ((*first)[0].id, "r1");
  query.after = ReviewCursor{absl::ToUnixMicros(kNow), "r2"};
  const auto second = store_->List(query);
  ASSERT_OK(second);
  ASSERT_THAT(*second, SizeIs(1));
  EXPECT_EQ((*second)[0].id, "r3");
}

TEST_P(ReviewStoreTest, CountsVerdictsByFinding) {
  ASSERT_OK(Create(Make("r1", "north")));
  ASSERT_OK(Create(Make("r2", "south", ReviewVerdict::kRejected)));
  Review other = Make("r3", "west");
  other.issue = "time";
  ASSERT_OK(Create(other));
  const auto coded = store_->Coding("p");
  ASSERT_OK(coded);
  ASSERT_THAT(*coded, SizeIs(2));
  EXPECT_EQ((*coded)[0].issue, "roles");
  EXPECT_EQ((*coded)[0].confirmed, 1);
  EXPECT_EQ((*coded)[0].rejected, 1);
  EXPECT_EQ((*coded)[1].confirmed, 1);
  EXPECT_EQ((*coded)[1].rejected, 0);
}

TEST_P(ReviewStoreTest, WithdrawsOnceAndKeepsTheFirstTime) {
  ASSERT_OK(Create(Make("r1")));
  const ReviewName name{{{"p", "a1"}, "d1"}, "r1"};
  const auto encode = [](const Review& review) {
    return std::to_string(absl::ToUnixMicros(*review.withdraw_time));
  };
  const auto first = store_->Withdraw({"", "diagnosis.WithdrawReview", "", ""}, name, kNow, encode);
  ASSERT_OK(first);
  EXPECT_THAT(store_->Withdraw({"", "diagnosis.WithdrawReview", "", ""}, name,
                               kNow + absl::Hours(1), encode),
              IsOkAndHolds(*first));
  EXPECT_THAT(store_->Withdraw({"", "diagnosis.WithdrawReview", "", ""},
                               {{{"p", "a1"}, "d1"}, "none"}, kNow, encode),
              HasReason("REVIEW_NOT_FOUND"));
}

TEST_P(ReviewStoreTest, ManyAtOnceLeaveOneThatCounts) {
  std::vector<std::thread> writers;
  for (int i = 0; i < 8; ++i) {
    writers.emplace_back([this, i] { EXPECT_OK(Create(Make("r" + std::to_string(i)))); });
  }
  for (std::thread& writer : writers) writer.join();
  EXPECT_THAT(All(), SizeIs(1));
  EXPECT_THAT(All(true), SizeIs(8));
}

// A verdict withdrawn since counted then; one written since did not.
TEST_P(ReviewStoreTest, ListsWhatCountedAtAnInstant) {
  ASSERT_OK(Create(Make("r1", "north")));
  Review later = Make("r2", "north", ReviewVerdict::kRejected);
  later.create_time = kNow + absl::Seconds(10);
  ASSERT_OK(Create(later));  // withdraws r1
  const auto counted = [&](absl::Time then) {
    const auto found = store_->List({.parent = {{"p", "-"}, "-"}, .as_of = then, .limit = 100});
    EXPECT_OK(found);
    std::vector<std::string> ids;
    for (const Review& review : *found) ids.push_back(review.id);
    return ids;
  };
  EXPECT_THAT(counted(kNow - absl::Microseconds(1)), SizeIs(0));
  EXPECT_THAT(counted(kNow), ElementsAre("r1"));
  EXPECT_THAT(counted(kNow + absl::Seconds(9)), ElementsAre("r1"));
  EXPECT_THAT(counted(kNow + absl::Seconds(10)), ElementsAre("r2"));
}

INSTANTIATE_TEST_SUITE_P(EveryDatabase, ReviewStoreTest, pcsp::testing::EveryDatabase(),
                         pcsp::testing::DatabaseName);

}  // namespace
}  // namespace pcsp::diagnosis

#include "common/storage/request_log.h"

#include <thread>

#include "absl/strings/str_cat.h"
#include "common/base/ids.h"
#include "common/storage/migrations.h"
#include "tests/support/databases.h"
#include "tests/support/status_matchers.h"

namespace pcsp::sql {
namespace {

using ::pcsp::testing::DatabaseKind;
using ::pcsp::testing::DatabaseName;
using ::pcsp::testing::EveryDatabase;
using ::pcsp::testing::HasReason;
using ::pcsp::testing::IsOkAndHolds;
using ::testing::HasSubstr;
using ::testing::Not;

const absl::Time kNow = absl::FromUnixSeconds(1'700'000'000);
const RequestKey kKey = {"", "test.Add", "0189a7f4-0000-7000-8000-000000000001", "hash"};

class RequestLogTest : public pcsp::testing::DatabaseTest {
 protected:
  void SetUp() override {
    DatabaseTest::SetUp();
    if (HasFatalFailure()) return;
    ASSERT_OK(Migrate(db(), {}, kNow));
  }

  absl::StatusOr<std::string> Ask(const RequestKey& key, absl::StatusOr<std::string> reply) {
    return db().Transact([&](soci::session& s) {
      return Once(s, key, kNow, [&] {
        ++effects_;
        return reply;
      });
    });
  }
  bool Claim(const std::string& id, absl::Time now) {
    const auto claimed = db().Transact([&](soci::session& s) -> absl::StatusOr<bool> {
      return ClaimAnonymously(s, "test.Submit", id, now);
    });
    EXPECT_OK(claimed);
    return claimed.value_or(false);
  }
  void Purge(absl::Time now) {
    EXPECT_OK(db().Transact([&](soci::session& s) {
      PurgeRequests(s, now);
      return absl::OkStatus();
    }));
  }

  std::atomic<int> effects_ = 0;
};

TEST_P(RequestLogTest, HasItsEffectOnceAndRepeatsTheReply) {
  const std::string bytes("\0\x01\xFF'", 4);
  EXPECT_THAT(Ask(kKey, bytes), IsOkAndHolds(bytes));
  EXPECT_THAT(Ask(kKey, "another"), IsOkAndHolds(bytes));
  EXPECT_EQ(effects_, 1);
  RequestKey other_method = kKey;
  other_method.method = "test.Remove";
  EXPECT_THAT(Ask(other_method, "removed"), IsOkAndHolds("removed"));
  RequestKey other_caller = kKey;
  other_caller.principal = "somebody";
  EXPECT_THAT(Ask(other_caller, "theirs"), IsOkAndHolds("theirs"));
  EXPECT_EQ(effects_, 3);
}

TEST_P(RequestLogTest, RefusesAnotherBody) {
  ASSERT_OK(Ask(kKey, "reply"));
  RequestKey other = kKey;
  other.payload_hash = "other";
  EXPECT_THAT(Ask(other, "reply"), HasReason("REQUEST_ID_REUSED"));
  EXPECT_EQ(effects_, 1);
}

TEST_P(RequestLogTest, DoesNotRememberFailuresOrCallsWithoutAnId) {
  EXPECT_FALSE(Ask(kKey, absl::AbortedError("try again")).ok());
  EXPECT_THAT(Ask(kKey, "now"), IsOkAndHolds("now"));
  RequestKey without = kKey;
  without.request_id = "";
  EXPECT_THAT(Ask(without, "first"), IsOkAndHolds("first"));
  EXPECT_THAT(Ask(without, "second"), IsOkAndHolds("second"));
}

TEST_P(RequestLogTest, SimultaneousTwinsGetOneReply) {
  if (GetParam() == DatabaseKind::kSqliteMemory) return;
  for (int round = 0; round < 10; ++round) {
    RequestKey key = kKey;
    key.request_id = NewUuid(kNow);
    std::vector<absl::StatusOr<std::string>> replies(4, absl::UnknownError(""));
    std::vector<std::thread> threads;
    for (int i = 0; i < 4; ++i) {
      threads.emplace_back([&, i] { replies[i] = Ask(key, std::to_string(i)); });
    }
    for (std::thread& thread : threads) thread.join();
    for (const auto& reply : replies) {
      ASSERT_OK(reply);
      EXPECT_EQ(*reply, *replies[0]);
    }
  }
}

TEST_P(RequestLogTest, ForgetsAfterADay) {
  ASSERT_OK(Ask(kKey, "old"));
  Purge(kNow + absl::Hours(24));
  EXPECT_THAT(Ask(kKey, "new"), IsOkAndHolds("old"));
  Purge(kNow + absl::Hours(24) + absl::Milliseconds(1));
  EXPECT_THAT(Ask(kKey, "new"), IsOkAndHolds("new"));
}

TEST_P(RequestLogTest, ForgetsWhatItRepliedAboutSomebody) {
  const auto key = [](int n, const std::string& subject) {
    RequestKey key = kKey;
    key.request_id = absl::StrCat("0189a7f4-0000-7000-8000-00000000001", n);
    key.subject = subject;
    return key;
  };
  const RequestKey theirs = key(1, "people/1"), others = key(2, "people/2"), nobodys = key(3, "");
  for (const RequestKey& k : {theirs, others, nobodys}) ASSERT_OK(Ask(k, "what is known"));
  const auto about = [&](const std::string& subject) {
    std::vector<RememberedReply> replies;
    EXPECT_OK(db().Read([&](soci::session& s) {
      replies = RepliesAbout(s, subject);
      return absl::OkStatus();
    }));
    return replies;
  };
  EXPECT_THAT(about("people/1"), ::testing::ElementsAre(RememberedReply{"test.Add", kNow}));
  EXPECT_THAT(about(""), ::testing::IsEmpty());
  ASSERT_OK(db().Transact([&](soci::session& s) {
    ForgetReplies(s, "people/1");
    ForgetReplies(s, "");
    return absl::OkStatus();
  }));
  EXPECT_THAT(Ask(theirs, "made again"), HasReason("REPLY_ERASED"));
  RequestKey other_payload = theirs;
  other_payload.payload_hash = "other";
  EXPECT_THAT(Ask(other_payload, "made again"), HasReason("REPLY_ERASED"));
  EXPECT_THAT(about("people/1"), ::testing::IsEmpty());
  EXPECT_THAT(Ask(others, "made again"), IsOkAndHolds("what is known"));
  EXPECT_THAT(Ask(nobodys, "made again"), IsOkAndHolds("what is known"));
  EXPECT_EQ(effects_, 3);
}

// The effect may be what finds out whom the reply tells of.
TEST_P(RequestLogTest, LooksAtTheSubjectAfterTheEffect) {
  ASSERT_OK(db().Transact([&](soci::session& s) -> absl::StatusOr<std::string> {
    RequestKey key = kKey;
    return Once(s, key, kNow, [&]() -> absl::StatusOr<std::string> {
      key.subject = "people/1";
      return "told";
    });
  }));
  ASSERT_OK(db().Read([&](soci::session& s) {
    EXPECT_EQ(RepliesAbout(s, "people/1").size(), 1u);
    return absl::OkStatus();
  }));
}

TEST_P(RequestLogTest, ClaimsAnonymouslyForADayAtLeast) {
  EXPECT_TRUE(Claim("one", kNow));
  EXPECT_FALSE(Claim("one", kNow));
  EXPECT_TRUE(Claim("two", kNow));
  Purge(kNow + absl::Hours(24));
  EXPECT_FALSE(Claim("one", kNow + absl::Hours(24)));
  Purge(kNow + absl::Hours(48));
  EXPECT_TRUE(Claim("one", kNow + absl::Hours(48)));
}

TEST_P(RequestLogTest, AnAnonymousClaimHoldsNothingButAHashAndADay) {
  ASSERT_TRUE(Claim("plain-id", kNow));
  ASSERT_OK(db().Read([](soci::session& s) {
    soci::row row;
    s << "select * from anonymous_request", soci::into(row);
    EXPECT_EQ(row.size(), 2u);
    EXPECT_THAT(row.get<std::string>(0), Not(HasSubstr("plain-id")));
    EXPECT_EQ(row.get<std::string>(0).size(), 64u);
    EXPECT_EQ(row.get<int>(1), 19'675);
    return absl::OkStatus();
  }));
}

INSTANTIATE_TEST_SUITE_P(EveryDatabase, RequestLogTest, EveryDatabase(), DatabaseName);

}  // namespace
}  // namespace pcsp::sql

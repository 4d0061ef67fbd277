#include "common/storage/batch.h"

#include "common/storage/migrations.h"
#include "common/storage/sql_errors.h"
#include "tests/support/databases.h"
#include "tests/support/status_matchers.h"

namespace pcsp::sql {
namespace {

using ::pcsp::testing::DatabaseName;
using ::pcsp::testing::EveryDatabase;
using ::pcsp::testing::HasReason;
using ::pcsp::testing::IsOkAndHolds;

constexpr SchemaFile kSchema = {"001_response.sql",
                                "create table response (site bigint not null, id text not null,"
                                " answers text not null, primary key (site, id))"};

class BatchTest : public pcsp::testing::DatabaseTest {
 protected:
  void SetUp() override {
    DatabaseTest::SetUp();
    if (HasFatalFailure()) return;
    ASSERT_OK(Migrate(db(), {kSchema}, absl::UnixEpoch()));
  }

  absl::StatusOr<size_t> Insert(const std::vector<std::string>& sites,
                                const std::vector<std::string>& ids,
                                const std::vector<std::string>& answers,
                                absl::string_view suffix = "") {
    return db().Transact([&](soci::session& s) -> absl::StatusOr<size_t> {
      return InsertRows(
          s, db().engine(), "response",
          {{"site", "bigint", sites}, {"id", "text", ids}, {"answers", "text", answers}}, suffix);
    });
  }
  absl::StatusOr<std::string> Answers(const std::string& id) {
    return db().Read([&](soci::session& s) -> absl::StatusOr<std::string> {
      std::string answers;
      s << "select answers from response where id = :id", soci::use(id), soci::into(answers);
      return answers;
    });
  }
};

TEST_P(BatchTest, InsertsEveryRowAsGiven) {
  const std::vector<std::string> odd = {
      "",     "plain",       "\"quoted\"",  "back\\slash", "{brace},comma",
      "NULL", "line\nbreak", "caf\xC3\xA9", "it's",        " ",
      ":c0"};
  std::vector<std::string> sites, ids;
  for (size_t i = 0; i < odd.size(); ++i) {
    sites.push_back(std::to_string(i % 3));
    ids.push_back("id" + std::to_string(i));
  }
  EXPECT_THAT(Insert(sites, ids, odd), IsOkAndHolds(odd.size()));
  for (size_t i = 0; i < odd.size(); ++i) EXPECT_THAT(Answers(ids[i]), IsOkAndHolds(odd[i]));
  EXPECT_THAT(Insert({}, {}, {}), IsOkAndHolds(0u));
}

// From 100 rows PostgreSQL takes them by COPY, which escapes in its own way.
TEST_P(BatchTest, InsertsManyRowsAsGiven) {
  const std::vector<std::string> odd = {"",           "back\\slash", "\\.",
                                        "\\N",        "tab\tstop",   "line\nbreak",
                                        "return\r\n", "caf\xC3\xA9", "{a,\"b\"}"};
  std::vector<std::string> sites, ids, answers;
  for (size_t i = 0; i < 3000; ++i) {
    sites.push_back(std::to_string(i % 3));
    ids.push_back("id" + std::to_string(i));
    answers.push_back(odd[i % odd.size()] + (i < odd.size() ? "" : std::string(100, 'x')));
  }
  EXPECT_THAT(Insert(sites, ids, answers), IsOkAndHolds(3000u));
  for (size_t i = 0; i < 20; ++i) EXPECT_THAT(Answers(ids[i]), IsOkAndHolds(answers[i]));
  EXPECT_THAT(Answers(ids.back()), IsOkAndHolds(answers.back()));
}

TEST_P(BatchTest, ManyRowsAreAllOrNothingAndLeaveTheConnectionGood) {
  ASSERT_OK(Insert({"1"}, {"id77"}, {"x"}));
  std::vector<std::string> sites(500, "1"), ids, answers(500, "y");
  for (size_t i = 0; i < 500; ++i) ids.push_back("id" + std::to_string(i));
  EXPECT_TRUE(IsDuplicate(Insert(sites, ids, answers).status()));
  EXPECT_THAT(Answers("id1"), IsOkAndHolds(""));
  sites.assign(500, "2");
  EXPECT_THAT(Insert(sites, ids, answers), IsOkAndHolds(500u));
}

TEST_P(BatchTest, IsAllOrNothing) {
  ASSERT_OK(Insert({"1"}, {"a"}, {"x"}));
  EXPECT_TRUE(IsDuplicate(Insert({"1", "1"}, {"b", "a"}, {"y", "y"}).status()));
  EXPECT_THAT(Answers("b"), IsOkAndHolds(""));
}

TEST_P(BatchTest, MaySkipRowsThatExist) {
  ASSERT_OK(Insert({"1"}, {"a"}, {"x"}));
  EXPECT_THAT(Insert({"1", "1"}, {"a", "b"}, {"y", "y"}, "on conflict do nothing"),
              IsOkAndHolds(1u));
  EXPECT_THAT(Answers("a"), IsOkAndHolds("x"));
}

INSTANTIATE_TEST_SUITE_P(EveryDatabase, BatchTest, EveryDatabase(), DatabaseName);

}  // namespace
}  // namespace pcsp::sql

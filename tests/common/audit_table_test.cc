#include "common/storage/audit/audit_table.h"

#include <thread>

#include "common/base/audit/chain_check.h"
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
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class AuditTableTest : public pcsp::testing::DatabaseTest {
 protected:
  void SetUp() override {
    DatabaseTest::SetUp();
    if (HasFatalFailure()) return;
    ASSERT_OK(Migrate(db(), {}, kNow));
  }

  absl::Status Append(const std::string& programme, const std::string& resource,
                      const std::string& request_id = "") {
    const auto append = [&](soci::session& session) {
      AppendAudit(session, db().engine(),
                  {{.method = "test.Change", .request_id = request_id},
                   kNow,
                   programme,
                   resource,
                   "reply"});
      return absl::OkStatus();
    };
    return db().Transact(append, programme);
  }

  std::vector<audit::Entry> List(const std::string& programme, int64_t after = 0,
                                 int limit = 1000) {
    return SqlAuditLog(&db()).List(programme, after, limit).value();
  }
  audit::ChainEnd End(const std::string& programme) {
    return SqlAuditLog(&db()).End(programme).value();
  }

  std::vector<audit::Finding> Check(const std::string& programme) {
    audit::ChainCheck check(End(programme), {});
    for (const audit::Entry& entry : List(programme)) check.Add(entry);
    return check.Finish(End(programme));
  }

  // A statement that a program must not be able to run.
  absl::Status Run(const std::string& sql) {
    return db().Transact([&](soci::session& session) {
      session << sql;
      return absl::OkStatus();
    });
  }

  const absl::Time kNow = absl::FromUnixMicros(1'700'000'000'123'456);
};

TEST_P(AuditTableTest, MakesAChainForEachProgramme) {
  ASSERT_OK(Append("north", "programmes/north", "f47ac10b-58cc-4372-a567-0e02b2c3d479"));
  ASSERT_OK(Append("south", "programmes/south"));
  ASSERT_OK(Append("north", "programmes/north/organisations/a"));
  const std::vector<audit::Entry> north = List("north");
  ASSERT_THAT(north, SizeIs(2));
  const audit::Entry& first = north[0];
  EXPECT_EQ(first.sequence, 1);
  EXPECT_EQ(first.time, kNow);
  EXPECT_EQ(first.method, "test.Change");
  EXPECT_EQ(first.resource, "programmes/north");
  EXPECT_EQ(first.request_hash, Sha256Hex("f47ac10b-58cc-4372-a567-0e02b2c3d479"));
  EXPECT_EQ(first.actor, "");
  EXPECT_EQ(first.content_hash, audit::ContentHash(first.salt, "reply"));
  EXPECT_THAT(first.salt, SizeIs(32));
  EXPECT_EQ(first.previous_hash, "");
  EXPECT_EQ(first.hash, audit::HashOf(first));
  EXPECT_EQ(north[1].previous_hash, first.hash);
  EXPECT_EQ(north[1].request_hash, "");
  EXPECT_NE(north[1].salt, first.salt);
  EXPECT_EQ(End("north"), (audit::ChainEnd{2, north[1].hash}));
  EXPECT_EQ(End("nowhere"), audit::ChainEnd());
  EXPECT_THAT(List("north", 1), SizeIs(1));
  EXPECT_THAT(List("north", 0, 1), SizeIs(1));
  EXPECT_THAT(List("south"), SizeIs(1));
  EXPECT_THAT(Check("north"), IsEmpty());
}

TEST_P(AuditTableTest, GoesWithTheChangeThatItIsAbout) {
  ASSERT_OK(Append("north", "programmes/north"));
  EXPECT_FALSE(db().Transact([&](soci::session& session) {
                     AppendAudit(session, db().engine(), {{}, kNow, "north", "x", ""});
                     return absl::CancelledError("not after all");
                   })
                   .ok());
  EXPECT_THAT(List("north"), SizeIs(1));
  EXPECT_EQ(End("north").sequence, 1);
}

TEST_P(AuditTableTest, CannotBeChangedOrCut) {
  for (int i = 0; i < 3; ++i) ASSERT_OK(Append("north", "programmes/north"));
  const auto before = List("north");
  const audit::ChainEnd end = End("north");
  std::vector<std::string> statements = {
      "update audit_entry set resource = 'x' where sequence = 2",
      "update audit_entry set hash = 'x' where sequence = 2",
      "update audit_entry set time = 0",
      "update audit_entry set sequence = 9 where sequence = 3",
      "update audit_entry set programme = 'south' where sequence = 3",
      "update audit_entry set salt = 'x' where sequence = 3",
      "delete from audit_entry where sequence = 3",
      "delete from audit_entry",
      "insert into audit_entry select programme, 5, time, method, resource, request_hash, actor, "
      "content_hash, previous_hash, hash, salt from audit_entry where sequence = 3",
      "insert into audit_entry select 'east', 1, time, method, resource, request_hash, actor, "
      "content_hash, previous_hash, hash, salt from audit_entry where sequence = 1",
      "update audit_head set sequence = 2",
      "update audit_head set sequence = sequence, hash = 'x'",
      "update audit_head set sequence = sequence + 2",
      "update audit_head set programme = 'south', sequence = sequence + 1",
      "delete from audit_head",
      "insert into audit_head values ('east', 1, 'x')"};
  if (GetParam() == DatabaseKind::kPostgresql) {
    statements.push_back("truncate audit_entry");
    statements.push_back("truncate audit_head");
  } else {
    statements.push_back("insert or replace into audit_head values ('north', 0, '')");
    statements.push_back(
        "insert or replace into audit_entry select programme, 2, time, method, 'x', request_hash, "
        "actor, content_hash, previous_hash, hash, salt from audit_entry where sequence = 2");
  }
  for (const std::string& statement : statements) EXPECT_FALSE(Run(statement).ok()) << statement;
  EXPECT_EQ(List("north"), before);
  EXPECT_EQ(End("north"), end);
}

TEST_P(AuditTableTest, ForgetsContentAndStaysWhole) {
  ASSERT_OK(Append("north", "programmes/north/people/p1"));
  ASSERT_OK(Append("north", "programmes/north/people/p2"));
  ASSERT_OK(db().Transact([&](soci::session& session) {
    ForgetContent(session, "north", "programmes/north/people/p1");
    return absl::OkStatus();
  }));
  const auto lines = List("north");
  EXPECT_EQ(lines[0].salt, "");
  EXPECT_NE(lines[1].salt, "");
  EXPECT_THAT(Check("north"), IsEmpty());
}

TEST_P(AuditTableTest, ManyWritersMakeOneChain) {
  constexpr int kThreads = 6, kEach = 15;
  std::vector<std::thread> threads;
  for (int t = 0; t < kThreads; ++t) {
    threads.emplace_back([&, t] {
      for (int i = 0; i < kEach; ++i) {
        EXPECT_OK(Append("north", absl::StrCat("thread ", t, "/", i)));
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_THAT(List("north"), SizeIs(kThreads * kEach));
  EXPECT_THAT(Check("north"), IsEmpty());
}

INSTANTIATE_TEST_SUITE_P(EveryDatabase, AuditTableTest, EveryDatabase(), DatabaseName);

}  // namespace
}  // namespace pcsp::sql

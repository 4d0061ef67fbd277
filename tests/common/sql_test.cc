#include "common/storage/sql.h"

#include <filesystem>
#include <fstream>
#include <thread>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "common/storage/sql_errors.h"
#include "tests/support/databases.h"
#include "tests/support/status_matchers.h"

namespace pcsp::sql {
namespace {

using ::pcsp::testing::DatabaseKind;
using ::pcsp::testing::DatabaseName;
using ::pcsp::testing::EveryDatabase;
using ::pcsp::testing::HasReason;
using ::pcsp::testing::IsOkAndHolds;
using ::pcsp::testing::StatusIs;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

class SqlTest : public pcsp::testing::DatabaseTest {
 protected:
  void SetUp() override {
    DatabaseTest::SetUp();
    if (HasFatalFailure()) return;
    ASSERT_OK(db().Migrate([](soci::session& s) {
      s << "create table counter (id text primary key, value bigint not null, note text)";
      return absl::OkStatus();
    }));
  }

  absl::Status Insert(const std::string& id, int64_t value) {
    return db().Transact([&](soci::session& s) {
      s << "insert into counter (id, value) values (:id, :value)", soci::use(id), soci::use(value);
      return absl::OkStatus();
    });
  }

  absl::StatusOr<int64_t> Value(const std::string& id) {
    return db().Read([&](soci::session& s) -> absl::StatusOr<int64_t> {
      int64_t value = 0;
      s << "select value from counter where id = :id", soci::use(id), soci::into(value);
      if (!s.got_data()) return absl::NotFoundError(id);
      return value;
    });
  }

  absl::StatusOr<int64_t> Add(const std::string& id, int64_t amount,
                              const std::string& queue = "") {
    const auto add = [&](soci::session& s) -> absl::StatusOr<int64_t> {
      int64_t value = 0;
      s << "select value from counter where id = :id", soci::use(id), soci::into(value);
      value += amount;
      s << "update counter set value = :value where id = :id", soci::use(value), soci::use(id);
      return value;
    };
    return db().Transact(add, queue);
  }
};

TEST_P(SqlTest, KeepsWhatWasCommittedAndNothingElse) {
  ASSERT_OK(Insert("a", 7));
  EXPECT_THAT(Value("a"), IsOkAndHolds(7));
  const absl::Status refused = db().Transact([&](soci::session& s) -> absl::Status {
    s << "update counter set value = 8";
    return absl::AbortedError("the rule says no");
  });
  EXPECT_THAT(refused, StatusIs(absl::StatusCode::kAborted));
  EXPECT_THAT(Value("a"), IsOkAndHolds(7));
  EXPECT_THAT(Value("b"), StatusIs(absl::StatusCode::kNotFound));
}

TEST_P(SqlTest, TellsADuplicateFromOtherFaults) {
  ASSERT_OK(Insert("a", 1));
  const absl::Status duplicate = Insert("a", 2);
  EXPECT_TRUE(IsDuplicate(duplicate)) << duplicate;
  EXPECT_THAT(Value("a"), IsOkAndHolds(1));
  const absl::Status missing = db().Transact([](soci::session& s) {
    s << "insert into counter (id) values ('b')";
    return absl::OkStatus();
  });
  EXPECT_THAT(missing, HasReason("STORAGE_FAULT"));
  EXPECT_FALSE(IsDuplicate(missing));
}

TEST_P(SqlTest, KeepsTheDriversWordsForTheLog) {
  const absl::Status status = db().Read([](soci::session& s) {
    s << "select secret_column from counter";
    return absl::OkStatus();
  });
  EXPECT_THAT(status, StatusIs(absl::StatusCode::kInternal));
  EXPECT_THAT(status.ToString(), Not(HasSubstr("secret_column")));
  EXPECT_THAT(faults(), Contains(HasSubstr("secret_column")));
  EXPECT_OK(Insert("still works", 1));
}

TEST_P(SqlTest, RefusesToCommitAfterASwallowedFault) {
  const absl::Status status = db().Transact([](soci::session& s) {
    s << "insert into counter (id, value) values ('a', 1)";
    try {
      s << "insert into counter (id, value) values ('a', 2)";
    } catch (const soci::soci_error&) {
    }
    return absl::OkStatus();
  });
  // SQLite undoes the one statement; PostgreSQL the whole transaction, and must say so.
  EXPECT_EQ(status.ok(), Value("a").ok());
}

TEST_P(SqlTest, ReadingCannotWrite) {
  const absl::Status status = db().Read([](soci::session& s) {
    s << "insert into counter (id, value) values ('a', 1)";
    return absl::OkStatus();
  });
  EXPECT_THAT(status, HasReason("STORAGE_FAULT"));
  EXPECT_THAT(Value("a"), StatusIs(absl::StatusCode::kNotFound));
  EXPECT_OK(Insert("a", 1));
}

TEST_P(SqlTest, SurvivesWhatABodyThrows) {
  const absl::Status status = db().Transact(
      [](soci::session&) -> absl::Status { throw std::runtime_error("not of SOCI"); });
  EXPECT_THAT(status, HasReason("STORAGE_FAULT"));
  const absl::Status null = db().Transact([](soci::session& s) {
    std::string note;
    s << "insert into counter (id, value) values ('a', 1)";
    s << "select note from counter", soci::into(note);
    return absl::OkStatus();
  });
  EXPECT_THAT(null, HasReason("STORAGE_FAULT"));
  EXPECT_THAT(Value("a"), StatusIs(absl::StatusCode::kNotFound));
}

TEST_P(SqlTest, LosesNoUpdateOfConcurrentWriters) {
  constexpr int kThreads = 4, kRounds = 25;
  ASSERT_OK(Insert("a", 0));
  std::vector<std::thread> threads;
  for (int i = 0; i < kThreads; ++i) {
    threads.emplace_back([&] {
      for (int j = 0; j < kRounds; ++j) {
        while (true) {
          const auto value = Add("a", 1);
          if (value.ok()) break;
          ASSERT_THAT(value, HasReason("STORAGE_CONTENTION"));
        }
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_THAT(Value("a"), IsOkAndHolds(kThreads * kRounds));
}

TEST_P(SqlTest, WritersOfOneQueueDoNotFailEachOther) {
  constexpr int kThreads = 6, kRounds = 25;
  ASSERT_OK(Insert("a", 0));
  std::vector<std::thread> threads;
  for (int i = 0; i < kThreads; ++i) {
    threads.emplace_back([&] {
      for (int j = 0; j < kRounds; ++j) EXPECT_OK(Add("a", 1, "it's a queue"));
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_THAT(Value("a"), IsOkAndHolds(kThreads * kRounds));
  EXPECT_THAT(faults(), IsEmpty()) << "without the queue, PostgreSQL would have them begin again";
  EXPECT_THAT(db().Transact([](soci::session&) { return absl::NotFoundError("x"); }, "q"),
              StatusIs(absl::StatusCode::kNotFound));
  EXPECT_OK(Add("a", 1, "q")) << "a transaction that failed has left the queue";
}

TEST_P(SqlTest, KeepsEveryByteOfTextAndEveryBitOfANumber) {
  const std::string text = "caf\xC3\xA9 'quoted' \"double\" \\ back\nline \xF0\x9F\x98\x80";
  const int64_t number = -9'007'199'254'740'993;
  ASSERT_OK(db().Transact([&](soci::session& s) {
    s << "insert into counter (id, value, note) values ('a', :value, :note)", soci::use(number),
        soci::use(text);
    return absl::OkStatus();
  }));
  EXPECT_THAT(Value("a"), IsOkAndHolds(number));
  const auto read = db().Read([](soci::session& s) -> absl::StatusOr<std::string> {
    std::string note;
    s << "select note from counter", soci::into(note);
    return note;
  });
  EXPECT_THAT(read, IsOkAndHolds(text));
}

TEST_P(SqlTest, IsThereAfterARestart) {
  if (GetParam() == DatabaseKind::kSqliteMemory) return;
  ASSERT_OK(Insert("a", 5));
  Reopen();
  EXPECT_THAT(Value("a"), IsOkAndHolds(5));
}

TEST_P(SqlTest, AnswersBusyWhenEveryConnectionIsTaken) {
  if (GetParam() == DatabaseKind::kSqliteMemory) return;
  Options few = options();
  few.pool_size = 1;
  few.lease_timeout = absl::Milliseconds(10);
  auto database = Database::Open(few);
  ASSERT_OK(database);
  const absl::Status outer = (*database)->Read([&](soci::session&) {
    return (*database)->Read([](soci::session&) { return absl::OkStatus(); });
  });
  EXPECT_THAT(outer, HasReason("STORAGE_BUSY"));
  EXPECT_OK((*database)->Ping());
}

INSTANTIATE_TEST_SUITE_P(EveryDatabase, SqlTest, EveryDatabase(), DatabaseName);

// What only one engine can do.

class SqliteTest : public SqlTest {};
INSTANTIATE_TEST_SUITE_P(File, SqliteTest, ::testing::Values(DatabaseKind::kSqliteFile),
                         DatabaseName);

TEST_P(SqliteTest, IsDurable) {
  ASSERT_OK(db().Read([](soci::session& s) {
    std::string journal;
    int synchronous = 0, foreign_keys = 0;
    s << "pragma journal_mode", soci::into(journal);
    s << "pragma synchronous", soci::into(synchronous);
    s << "pragma foreign_keys", soci::into(foreign_keys);
    EXPECT_EQ(journal, "wal");
    EXPECT_EQ(synchronous, 2);
    EXPECT_EQ(foreign_keys, 1);
    return absl::OkStatus();
  }));
}

TEST_P(SqliteTest, RefusesUnsafeSettings) {
  for (const char* unsafe : {"off", "OFF", "normal", "0", "1", ""}) {
    Options options;
    options.url = absl::StrCat("sqlite::memory:?synchronous=", unsafe);
    options.schema = "x";
    EXPECT_THAT(Database::Open(options).status(), HasReason("STORAGE_UNSAFE")) << unsafe;
  }
  for (const char* url : {"sqlite:", "sqlite::memory:?journal_mode=off", "mysql://x", "",
                          "sqlite:a\"b", "sqlite:/proc/nowhere/x.db"}) {
    Options options;
    options.url = url;
    options.schema = "x";
    EXPECT_THAT(Database::Open(options).status(), HasReason("INVALID_STORAGE_URL")) << url;
  }
  Options options;
  options.url = "sqlite::memory:?synchronous=extra";
  options.schema = "x; drop table y";
  EXPECT_THAT(Database::Open(options).status(), HasReason("INVALID_STORAGE_URL"));
  options.schema = "x";
  EXPECT_OK(Database::Open(options));
}

TEST_P(SqliteTest, SaysWhenThereIsNoRoom) {
  ASSERT_OK(Insert("a", 1));
  const absl::Status full = db().Transact([&](soci::session& s) {
    db().Execute(s, "pragma max_page_count = 1");  // the least it allows is the present size
    const std::string text(1 << 20, 'x');
    s << "insert into counter (id, value, note) values ('b', 1, :note)", soci::use(text);
    return absl::OkStatus();
  });
  EXPECT_THAT(full, HasReason("STORAGE_FULL"));
  EXPECT_THAT(full, StatusIs(absl::StatusCode::kResourceExhausted));
  EXPECT_THAT(Value("a"), IsOkAndHolds(1));
}

// All bytes of the files that the database consists of.
std::string BytesOf(const Options& options) {
  std::string bytes;
  const std::filesystem::path folder(options.url.substr(std::string("sqlite:").size()));
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    std::ifstream file(entry.path(), std::ios::binary);
    bytes.append(std::istreambuf_iterator<char>(file), {});
  }
  return bytes;
}

TEST_P(SqliteTest, ScrubsWhatIsGoneFromItsFiles) {
  const auto set = [&](const std::string& sql) {
    ASSERT_OK(db().Transact([&](soci::session& s) {
      s << sql;
      return absl::OkStatus();
    }));
  };
  set("insert into counter (id, value, note) values ('a', 1, 'canary-replaced')");
  set("insert into counter (id, value, note) values ('b', 1, 'canary-deleted')");
  ASSERT_OK(db().Scrub());
  set("update counter set note = '' where id = 'a'");
  set("delete from counter where id = 'b'");
  EXPECT_THAT(BytesOf(options()), HasSubstr("canary-"));
  ASSERT_OK(db().Scrub());
  EXPECT_THAT(BytesOf(options()), Not(HasSubstr("canary-")));
  EXPECT_THAT(Value("a"), IsOkAndHolds(1));
}

TEST_P(SqliteTest, SecondProcessWaitsForTheFirst) {
  auto other = Database::Open(options());  // shares nothing but the file
  ASSERT_OK(other);
  ASSERT_OK(Insert("a", 0));
  std::thread rival([&] {
    for (int i = 0; i < 20; ++i) {
      EXPECT_OK((*other)->Transact([](soci::session& s) {
        s << "update counter set value = value + 1";
        return absl::OkStatus();
      }));
    }
  });
  for (int i = 0; i < 20; ++i) EXPECT_OK(Add("a", 1));
  rival.join();
  EXPECT_THAT(Value("a"), IsOkAndHolds(40));
}

class PostgresqlTest : public SqlTest {};
INSTANTIATE_TEST_SUITE_P(Server, PostgresqlTest, ::testing::Values(DatabaseKind::kPostgresql),
                         DatabaseName);

TEST_P(PostgresqlTest, RefusesUnsafeSettings) {
  for (const char* unsafe : {"off", "local"}) {
    Options weak = options();
    absl::StrAppend(&weak.url, "&options=-c%20synchronous_commit%3D", unsafe);
    EXPECT_THAT(Database::Open(weak).status(), HasReason("STORAGE_UNSAFE")) << unsafe;
  }
}

TEST_P(PostgresqlTest, ComesBackAfterEveryConnectionWasCut) {
  ASSERT_OK(Insert("a", 1));
  auto killer = Database::Open({.url = options().url, .schema = "killer"});
  ASSERT_OK(killer);
  const std::string name = absl::StrCat("pcsp ", options().schema);
  ASSERT_OK((*killer)->Read([&](soci::session& s) {
    s << "select count(pg_terminate_backend(pid)) from pg_stat_activity "
         "where application_name = :name",
        soci::use(name);
    return absl::OkStatus();
  }));
  EXPECT_THAT(Add("a", 1), IsOkAndHolds(2));
}

TEST_P(PostgresqlTest, SaysWhenTheServerIsGone) {
  Options gone = options();
  gone.url = "postgresql://nobody:secret@127.0.0.1:1/nothing";
  std::string heard;
  gone.on_fault = [&](const absl::Status&, absl::string_view text) { heard = std::string(text); };
  const absl::Status status = Database::Open(gone).status();
  EXPECT_THAT(status, HasReason("STORAGE_UNAVAILABLE"));
  EXPECT_THAT(status, StatusIs(absl::StatusCode::kUnavailable));
  EXPECT_THAT(heard, Not(IsEmpty()));
  EXPECT_THAT(heard, Not(HasSubstr("secret")));
  gone.url = "postgresql://[bad:secret";
  EXPECT_THAT(Database::Open(gone).status(), HasReason("INVALID_STORAGE_URL"));
  EXPECT_THAT(Database::Open(gone).status().ToString(), Not(HasSubstr("secret")));
}

TEST_P(PostgresqlTest, StopsAStatementThatRunsTooLong) {
  Options hasty = options();
  hasty.statement_timeout = absl::Milliseconds(20);
  auto database = Database::Open(hasty);
  ASSERT_OK(database);
  const absl::Status status = (*database)->Read([](soci::session& s) {
    s << "select pg_sleep(60)";
    return absl::OkStatus();
  });
  EXPECT_THAT(status, HasReason("STORAGE_TIMEOUT"));
  EXPECT_OK((*database)->Ping());
}

TEST_P(PostgresqlTest, KeepsServicesInSchemasOfTheirOwn) {
  auto other = Database::Open({.url = options().url, .schema = "elsewhere"});
  ASSERT_OK(other);
  EXPECT_THAT((*other)->Read([](soci::session& s) {
    s << "select value from counter";
    return absl::OkStatus();
  }),
              HasReason("STORAGE_FAULT"));
}

}  // namespace
}  // namespace pcsp::sql

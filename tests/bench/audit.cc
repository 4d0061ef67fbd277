// bench_audit URL ROUNDS: what a line in the audit adds to a change.
//
// Makes changes like those of a service (look up the request id, store a row and the reply), with
// and without a line in the audit, in turn, by one writer and by four on one programme, and prints
// one JSON object: microseconds a change of every round.
#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <iostream>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/time/clock.h"
#include "common/base/ids.h"
#include "common/storage/audit/audit_table.h"
#include "common/storage/migrations.h"
#include "common/storage/request_log.h"
#include "common/storage/sql.h"

namespace pcsp::sql {
namespace {

constexpr absl::Duration kRound = absl::Milliseconds(400);
constexpr SchemaFile kTable = {"001_thing.sql",
                               "create table thing (programme text not null, id text not null,"
                               "display_name text not null, revision bigint not null,"
                               "primary key (programme, id))"};

template <typename T>
T OrExit(absl::StatusOr<T> value) {
  if (value.ok()) return *std::move(value);
  std::cerr << "bench_audit: " << value.status() << "\n";
  std::exit(1);
}

std::atomic<int64_t> aborted = 0;

void Change(Database& database, const std::string& id, bool audited) {
  const absl::Time now = absl::Now();
  const RequestKey key{"", "bench.CreateThing", id, "hash"};
  const auto change = [&](soci::session& session) -> absl::StatusOr<std::string> {
    return Once(session, key, now, [&]() -> absl::StatusOr<std::string> {
      const std::string programme = "p", name = "A thing with a name";
      session << "insert into thing (programme, id, display_name, revision) values (:programme, "
                 ":id, :name, 1)",
          soci::use(programme), soci::use(id), soci::use(name);
      std::string reply(200, 'x');
      if (audited) {
        AppendAudit(session, database.engine(),
                    {key, now, programme, absl::StrCat("programmes/p/things/", id), reply});
      }
      return reply;
    });
  };
  while (true) {
    const auto done = database.Transact(change, "p");
    if (done.ok()) return;
    if (!absl::IsAborted(done.status())) OrExit(done);
    ++aborted;
  }
}

// Microseconds that one of `writers` waits for one change.
double Round(Database& database, int writers, bool audited) {
  const absl::Time start = absl::Now();
  std::atomic<int64_t> changes = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < writers; ++i) {
    threads.emplace_back([&] {
      for (; absl::Now() - start < kRound; ++changes) Change(database, NewUuid(start), audited);
    });
  }
  for (std::thread& thread : threads) thread.join();
  return writers * absl::ToDoubleMicroseconds(absl::Now() - start) / static_cast<double>(changes);
}

std::string Rounds(Database& database, int writers, int rounds) {
  std::vector<double> plain, audited;
  for (int i = 0; i < rounds; ++i) {
    const bool plain_first = RandomBits() % 2 == 0;
    for (const bool with : {plain_first, !plain_first}) {
      (with ? audited : plain).push_back(Round(database, writers, with));
    }
  }
  return absl::StrCat("{\"plain\": [", absl::StrJoin(plain, ", "), "], \"audited\": [",
                      absl::StrJoin(audited, ", "), "]}");
}

int Main(int argc, char** argv) {
  if (argc != 3) {
    std::cerr << "usage: bench_audit URL ROUNDS\n";
    return 2;
  }
  const auto database = OrExit(Database::Open({.url = argv[1], .schema = "bench_audit"}));
  OrExit<bool>([&]() -> absl::StatusOr<bool> {
    const absl::Status migrated = Migrate(*database, {kTable}, absl::Now());
    if (!migrated.ok()) return migrated;
    return true;
  }());
  const int rounds = std::max(1, std::atoi(argv[2]));
  std::cout << "{\"one\": " << Rounds(*database, 1, rounds)
            << ", \"four\": " << Rounds(*database, 4, rounds) << ", \"aborted\": " << aborted
            << "}\n";
  return 0;
}

}  // namespace
}  // namespace pcsp::sql

int main(int argc, char** argv) { return pcsp::sql::Main(argc, argv); }

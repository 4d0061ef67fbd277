// bench_echo REPLY_FILE [DATABASE_URL THREADS]: what the product's methods are measured against.
//
// Answers Diagnose, GetOrganisation or GetSiteResults, whichever it is that REPLY_FILE holds a
// reply of, and SubmitResponse from memory, or, with a database, after a transaction for each
// response. Prints the port it serves on; ends when its standard input does.
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <iterator>

#include "absl/synchronization/mutex.h"
#include "common/storage/sql.h"
#include "grpcpp/security/server_credentials.h"
#include "grpcpp/server_builder.h"
#include "services/assessments/store/sql_store.h"
#include "tests/bench/echo_diagnosis.h"
#include "tests/bench/echo_registry.h"
#include "tests/bench/echo_responses.h"

namespace pcsp::bench {
namespace {

using assessments::OpenedWave;
using assessments::SqlStore;
using assessments::Wave;

template <typename T>
T OrExit(absl::StatusOr<T> value) {
  if (value.ok()) return *std::move(value);
  std::cerr << "bench_echo: " << value.status() << "\n";
  std::exit(1);
}

std::unique_ptr<SqlStore> OpenStore(const std::string& url, int connections) {
  auto database = OrExit(
      sql::Database::Open({.url = url,
                           .schema = "bench_commit_each",
                           .pool_size = connections,
                           .on_fault = [](const absl::Status& status, absl::string_view text) {
                             std::cerr << status << ": " << text << "\n";
                           }}));
  return OrExit(SqlStore::Open(std::move(database), absl::Now()));
}

// A wave that takes answers, with one site.
Wave OpenWave(SqlStore& store) {
  const assessments::WaveName name = {"bench", "w"};
  const Wave draft = {.name = name, .create_time = absl::Now(), .update_time = absl::Now()};
  const auto encode = [](const Wave&) { return std::string(); };
  OrExit(store.CreateWave({}, draft, encode));
  const auto rule = [](Wave wave) -> absl::StatusOr<OpenedWave> {
    const auto open = assessments::Open(std::move(wave), "", /*site_count=*/1, absl::Now());
    if (!open.ok()) return open.status();
    return OpenedWave{*open, {{.organisation = "site", .number = 1}}, {}};
  };
  OrExit(store.OpenWave({}, name, absl::Now(), rule, encode));
  return OrExit(store.GetWave(name));
}

int Main(int argc, char** argv) {
  if (argc != 2 && argc != 4) {
    std::cerr << "usage: bench_echo REPLY_FILE [DATABASE_URL THREADS]\n";
    return 2;
  }
  absl::SetMutexDeadlockDetectionMode(absl::OnDeadlockCycle::kIgnore);  // as pcspd does
  std::ifstream file(argv[1], std::ios::binary);
  const std::string reply(std::istreambuf_iterator<char>(file), {});
  EchoDiagnosis diagnosis(reply);
  EchoRegistry registry(reply);
  const int threads = argc == 4 ? std::atoi(argv[3]) : 1;
  std::unique_ptr<SqlStore> store = argc == 4 ? OpenStore(argv[2], threads) : nullptr;
  const Wave wave = store == nullptr ? Wave{} : OpenWave(*store);
  EchoResponses responses(std::move(store), wave, threads, reply);

  grpc::ServerBuilder builder;
  int port = 0;
  builder.AddListeningPort("127.0.0.1:0", grpc::InsecureServerCredentials(), &port);
  builder.AddChannelArgument(GRPC_ARG_ALLOW_REUSEPORT, 0);
  builder.RegisterService(&diagnosis);
  builder.RegisterService(&registry);
  builder.RegisterService(&responses);
  const auto server = builder.BuildAndStart();
  std::cout << port << std::endl;
  std::cin.ignore(std::numeric_limits<std::streamsize>::max());
  server->Shutdown();
  return 0;
}

}  // namespace
}  // namespace pcsp::bench

int main(int argc, char** argv) { return pcsp::bench::Main(argc, argv); }

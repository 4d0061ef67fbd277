// What every command of pcspctl shares: where the server is, how to print, how to fail.
#pragma once

#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "gateway/cli/output.h"
#include "gateway/clients.h"
#include "pcsp/gateway/v1/programme_service.grpc.pb.h"

namespace pcsp::cli {

// Exit codes, the same for every command and listed in --help.
enum ExitCode {
  kDone = 0,
  kRefused = 1,      // the server, or a file, says no
  kUsage = 2,        // the command line is wrong
  kUnreachable = 3,  // no server, or no answer in time: the outcome of a write is unknown
  kPartly = 4,       // done, but for rows that were rejected and are listed
};

// Lives as long as the program. Not thread-safe.
class Session {
 public:
  std::string server = "127.0.0.1:9090";
  std::string programme;  // id, from --programme or PCSP_PROGRAMME
  Format format = Format::kTable;
  double timeout_seconds = 30;
  int exit_code = kDone;

  // Stubs on one channel, dialled at the first use.
  gateway::Clients& clients();
  gateway::v1::ProgrammeService::Stub& flows();
  absl::Time deadline() const { return absl::Now() + absl::Seconds(timeout_seconds); }

  // `programmes/{programme}`, and names below it: a full name stays as it is, an id is completed.
  std::string ProgrammeName() const;
  std::string NameOf(const std::string& collection, const std::string& id_or_name) const;

  // Sets the exit code, and prints the error with every violation on standard error.
  void Finish(const absl::Status& status);

 private:
  void Dial();

  std::shared_ptr<grpc::Channel> channel_;
  std::unique_ptr<gateway::Clients> clients_;
  std::unique_ptr<gateway::v1::ProgrammeService::Stub> flows_;
};

}  // namespace pcsp::cli

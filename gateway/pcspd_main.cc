// pcspd: the services of pcsp, all in one process or each in its own.

#include <signal.h>

#include <filesystem>
#include <iostream>

#include "absl/strings/str_cat.h"
#include "common/rpc/config.h"
#include "common/rpc/log.h"
#include "gateway/process.h"
#include "grpc/support/log.h"

namespace pcsp {
namespace {

// Blocked in every thread, so that the main thread alone takes them, when it waits for them.
sigset_t BlockSignals() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  signal(SIGPIPE, SIG_IGN);
  return signals;
}

// What the gRPC library has to say, as lines of our log rather than of its own form.
void LogOfLibrary(gpr_log_func_args* said) {
  // Never destroyed, since the library may speak while the process ends.
  static rpc::Log& log = *new rpc::Log(rpc::LogLevel::kWarning);
  const std::string file = std::filesystem::path(said->file).filename();
  log.Warning("gRPC library", {{"source", absl::StrCat(file, ":", said->line)},
                               {"text", std::string(said->message)}});
}

int Main(int argc, char** argv) {
  const rpc::ParsedConfig parsed = rpc::ParseConfig(argc, argv);
  if (!parsed.run) {
    (parsed.exit_code == 0 ? std::cout : std::cerr) << parsed.text;
    return parsed.exit_code;
  }
  gpr_set_log_function(LogOfLibrary);
  const sigset_t signals = BlockSignals();
  Process process(parsed.config);
  if (const absl::Status status = process.Start(); !status.ok()) {
    std::cerr << "pcspd: " << status.message() << "\n";
    return 1;
  }
  if (parsed.config.migrate) return 0;
  constexpr timespec kHealthInterval = {.tv_sec = 2, .tv_nsec = 0};
  while (sigtimedwait(&signals, nullptr, &kHealthInterval) < 0) process.WatchHealth();
  process.Drain();
  return 0;
}

}  // namespace
}  // namespace pcsp

int main(int argc, char** argv) { return pcsp::Main(argc, argv); }

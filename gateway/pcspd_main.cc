// pcspd: the services of pcsp, all in one process or each in its own.

#include <signal.h>

#include <iostream>

#include "common/rpc/config.h"
#include "gateway/process.h"

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

int Main(int argc, char** argv) {
  const rpc::ParsedConfig parsed = rpc::ParseConfig(argc, argv);
  if (!parsed.run) {
    (parsed.exit_code == 0 ? std::cout : std::cerr) << parsed.text;
    return parsed.exit_code;
  }
  const sigset_t signals = BlockSignals();
  Process process(parsed.config);
  if (const absl::Status status = process.Start(); !status.ok()) {
    std::cerr << "pcspd: " << status.message() << "\n";
    return 1;
  }
  if (parsed.config.migrate_only) return 0;
  constexpr timespec kHealthInterval = {.tv_sec = 2, .tv_nsec = 0};
  while (sigtimedwait(&signals, nullptr, &kHealthInterval) < 0) process.WatchHealth();
  process.Drain();
  return 0;
}

}  // namespace
}  // namespace pcsp

int main(int argc, char** argv) { return pcsp::Main(argc, argv); }

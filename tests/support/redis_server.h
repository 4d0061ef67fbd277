// A real redis-server of a test's own, to be killed, paused and started again.
#pragma once

#include <sys/types.h>

#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "common/storage/cache/redis_connection.h"

namespace pcsp::testing {

class RedisServer {
 public:
  struct Options {
    bool tcp = false;                 // a port of 127.0.0.1 that was free; else a Unix socket
    std::vector<std::string> more;    // further arguments
    std::string sentinel_monitoring;  // makes it a sentinel: "host port" of the primary
  };

  RedisServer() {}
  explicit RedisServer(Options options) : options_(std::move(options)) {}
  RedisServer(const RedisServer&) = delete;
  RedisServer& operator=(const RedisServer&) = delete;
  ~RedisServer();

  // Returns when it answers; always at the same address, always empty.
  absl::Status Start();
  void Kill();    // -9
  void Pause();   // SIGSTOP: connections stay open and nothing answers
  void Resume();  // SIGCONT

  RedisAddress address() const;
  // What it says to one command, on a connection of its own; nil if it says nothing.
  RedisReply Say(const std::vector<absl::string_view>& command) const;

  static constexpr char kPrimaryName[] = "cache";  // as sentinels call it

 private:
  std::vector<std::string> CommandLine() const;

  const Options options_;
  std::string folder_;
  int port_ = 0;
  pid_t pid_ = 0;
};

}  // namespace pcsp::testing

// A real redis-server of a test's own, on a Unix socket, to be killed, paused and started again.
#pragma once

#include <sys/types.h>

#include <string>

#include "absl/status/status.h"
#include "common/storage/redis_connection.h"

namespace pcsp::testing {

class RedisServer {
 public:
  RedisServer() = default;
  RedisServer(const RedisServer&) = delete;
  RedisServer& operator=(const RedisServer&) = delete;
  ~RedisServer();

  // Returns when it answers; always at the same address, always empty.
  absl::Status Start();
  void Kill();    // -9
  void Pause();   // SIGSTOP: connections stay open and nothing answers
  void Resume();  // SIGCONT

  RedisAddress address() const;

 private:
  std::string folder_;
  pid_t pid_ = 0;
};

}  // namespace pcsp::testing

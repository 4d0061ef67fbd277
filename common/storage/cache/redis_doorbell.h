// A doorbell that every process on the same Redis hears.
#pragma once

#include <condition_variable>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <thread>

#include "absl/time/time.h"
#include "common/storage/cache/doorbell.h"
#include "common/storage/cache/redis_dialler.h"

namespace pcsp {

struct RedisDoorbellOptions {
  RedisAddress address;
  std::string channel = "pcsp:doorbell";
  absl::Duration timeout = absl::Milliseconds(200);   // of each step
  absl::Duration retry_interval = absl::Seconds(1);   // while Redis is away
  absl::Duration silence_allowed = absl::Seconds(5);  // then it is asked whether it is there
  size_t most_waiting = 1000;                         // rings not sent yet; more are lost
};

// Listeners in this process hear a ring at once, with or without Redis. While Redis is away, rings
// for others wait, at most so many; once a connection stands again, to the same server or the one
// that a failover made primary, they are sent, and listeners hear "".
class RedisDoorbell final : public Doorbell {
 public:
  explicit RedisDoorbell(RedisDoorbellOptions options);
  ~RedisDoorbell() override;

  void Ring(const std::string& name) override;
  Subscription Listen(Heard heard) override;

 private:
  void Publish();
  // Publishes `names` as far as Redis takes them; those that are left.
  std::set<std::string> Send(std::set<std::string> names);
  void Hear();
  // Hears until the connection fails or the object goes.
  absl::Status HearOn(RedisConnection connection);
  void Tell(const RedisReply& message);
  bool PauseUnlessEnding(absl::Duration pause);

  const RedisDoorbellOptions options_;
  const std::string origin_;  // tells our own rings from those of others
  RedisDialler dialler_;
  std::optional<RedisConnection> out_;  // of the publisher
  LocalDoorbell here_;
  std::mutex mutex_;  // guards what follows
  std::condition_variable changed_;
  bool ending_ = false;
  bool listening_ = false;
  std::set<std::string> waiting_;
  std::thread publisher_, listener_;
};

}  // namespace pcsp

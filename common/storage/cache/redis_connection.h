// One connection to Redis; redis_connection.cc is the only file that knows hiredis.
#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "common/storage/cache/redis_address.h"

struct redisContext;

namespace pcsp {

struct RedisReply {
  enum class Kind { kNil, kText, kInteger, kList, kError };
  Kind kind = Kind::kNil;
  std::string text;  // of kText and kError
  int64_t integer = 0;
  std::vector<RedisReply> list;
};

// Used by one thread at a time. After any error the connection is useless and must be dropped: the
// reply that did not come in time would be taken for the reply to the next command.
class RedisConnection {
 public:
  // To the server or socket of `address`; sentinels are the business of RedisDialler. UNAVAILABLE
  // if it cannot be reached within `timeout` or refuses the password. The name of a host is looked
  // up by the system's resolver, whose time is not bounded here.
  static absl::StatusOr<RedisConnection> Dial(const RedisAddress& address, absl::Duration timeout);

  // Sends one command and waits for its whole reply. UNAVAILABLE on any fault and when `timeout`
  // has passed. An error that Redis itself replies with is a reply of kind kError.
  absl::StatusOr<RedisReply> Run(const std::vector<absl::string_view>& command,
                                 absl::Duration timeout);
  // Sends one command whose reply, or replies, Receive() will give.
  absl::Status Send(const std::vector<absl::string_view>& command, absl::Duration timeout);
  // What the server says next. Nothing if it begins to say nothing within `patience`, and then the
  // connection is as good as before; UNAVAILABLE on any fault.
  absl::StatusOr<std::optional<RedisReply>> Receive(absl::Duration patience);

 private:
  struct Free {
    void operator()(redisContext* context) const;
  };
  explicit RedisConnection(redisContext* context) : context_(context) {}
  absl::Status Greet(const RedisAddress& address, absl::Duration timeout);
  absl::StatusOr<RedisReply> ReadReply(std::chrono::steady_clock::time_point until);
  // The next reply that has arrived whole.
  absl::StatusOr<std::optional<RedisReply>> Arrived();

  std::unique_ptr<redisContext, Free> context_;
};

}  // namespace pcsp

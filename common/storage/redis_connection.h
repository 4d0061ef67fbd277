// One connection to Redis; redis_connection.cc is the only file that knows hiredis.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"

struct redisContext;

namespace pcsp {

// `redis://[[user]:password@]host[:port][/database]`, or `unix:/path/of/the.socket`.
struct RedisAddress {
  std::string host = "127.0.0.1";
  int port = 6379;
  std::string socket;  // in place of host and port
  std::string user, password;
  int database = 0;
};
// INVALID_ARGUMENT, INVALID_REDIS_URL; never repeats the URL, which may hold a password.
absl::StatusOr<RedisAddress> ParseRedisUrl(absl::string_view url);

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
  // UNAVAILABLE if it cannot be reached within `timeout` or refuses the password. The name of a
  // host is looked up by the system's resolver, whose time is not bounded here.
  static absl::StatusOr<RedisConnection> Dial(const RedisAddress& address, absl::Duration timeout);

  // Sends one command and waits for its whole reply. UNAVAILABLE on any fault and when `timeout`
  // has passed. An error that Redis itself replies with is a reply of kind kError.
  absl::StatusOr<RedisReply> Run(const std::vector<absl::string_view>& command,
                                 absl::Duration timeout);

 private:
  struct Free {
    void operator()(redisContext* context) const;
  };
  explicit RedisConnection(redisContext* context) : context_(context) {}
  absl::Status Greet(const RedisAddress& address, absl::Duration timeout);

  std::unique_ptr<redisContext, Free> context_;
};

}  // namespace pcsp

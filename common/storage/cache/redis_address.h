// Where Redis is: one server, or whichever server its sentinels say is the primary.
#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace pcsp {

struct HostPort {
  std::string host = "127.0.0.1";
  int port = 6379;
  bool operator==(const HostPort&) const = default;
};

// `redis://[[user]:password@]host[:port][/database]`, `unix:/path/of/the.socket`, or
// `redis+sentinel://[[user]:password@]host[:port],host[:port],.../primary's name[/database]`.
struct RedisAddress {
  HostPort server;
  std::string socket;               // in place of `server`
  std::vector<HostPort> sentinels;  // in place of `server`: they know where `primary` is now
  std::string primary;
  std::string user, password;  // for the server; sentinels are asked without
  int database = 0;
};

// INVALID_ARGUMENT, INVALID_REDIS_URL; never repeats the URL, which may hold a password.
absl::StatusOr<RedisAddress> ParseRedisUrl(absl::string_view url);

}  // namespace pcsp

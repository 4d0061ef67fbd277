#include "common/storage/cache/redis_dialler.h"

#include <utility>

#include "absl/strings/numbers.h"
#include "common/base/status_macros.h"

namespace pcsp {

RedisDialler::RedisDialler(RedisAddress address, absl::Duration timeout)
    : address_(std::move(address)), timeout_(timeout) {}

absl::StatusOr<RedisConnection> RedisDialler::Dial() {
  const size_t count = address_.sentinels.size();
  if (count == 0) return RedisConnection::Dial(address_, timeout_);
  const size_t first = first_;
  for (size_t i = 0; i < count; ++i) {
    const size_t asked = (first + i) % count;
    const auto primary = WhereIsPrimary(address_.sentinels[asked]);
    if (!primary.ok()) continue;
    auto connection = DialPrimary(*primary);
    if (!connection.ok()) continue;
    first_ = asked;
    return connection;
  }
  return absl::UnavailableError("redis: no sentinel knows a primary");
}

absl::StatusOr<HostPort> RedisDialler::WhereIsPrimary(const HostPort& sentinel) const {
  RedisAddress address;
  address.server = sentinel;
  ASSIGN_OR_RETURN(RedisConnection connection, RedisConnection::Dial(address, timeout_));
  ASSIGN_OR_RETURN(
      const RedisReply reply,
      connection.Run({"SENTINEL", "get-master-addr-by-name", address_.primary}, timeout_));
  HostPort primary;
  if (reply.list.size() != 2 || !absl::SimpleAtoi(reply.list[1].text, &primary.port)) {
    return absl::UnavailableError("redis: the sentinel knows no such primary");
  }
  primary.host = reply.list[0].text;
  return primary;
}

absl::StatusOr<RedisConnection> RedisDialler::DialPrimary(const HostPort& at) const {
  RedisAddress address = address_;
  address.server = at;
  ASSIGN_OR_RETURN(RedisConnection connection, RedisConnection::Dial(address, timeout_));
  ASSIGN_OR_RETURN(const RedisReply role, connection.Run({"ROLE"}, timeout_));
  if (role.list.empty() || role.list[0].text != "master") {
    return absl::UnavailableError("redis: not a primary");
  }
  return connection;
}

}  // namespace pcsp

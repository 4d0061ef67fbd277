#include "common/storage/cache/redis_address.h"

#include <optional>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "common/base/error.h"

namespace pcsp {
namespace {

constexpr int kSentinelPort = 26379;

absl::Status BadUrl() {
  return MakeError(absl::StatusCode::kInvalidArgument,
                   "The Redis URL is not valid: expected redis://host:port, unix:/path or "
                   "redis+sentinel://host:port,host:port,host:port/name-of-the-primary.",
                   {.reason = "INVALID_REDIS_URL"});
}

std::optional<HostPort> ParseHostPort(absl::string_view text, int usual_port) {
  HostPort at = {std::string(text), usual_port};
  if (const size_t colon = text.rfind(':'); colon != absl::string_view::npos) {
    if (!absl::SimpleAtoi(text.substr(colon + 1), &at.port)) return std::nullopt;
    at.host = std::string(text.substr(0, colon));
  }
  if (at.host.empty() || at.port < 1 || at.port > 65535) return std::nullopt;
  return at;
}

// Takes `user:password@` off the front of `url`; false if it has no colon.
bool TakeUser(absl::string_view& url, RedisAddress& address) {
  const size_t at = url.rfind('@');
  if (at == absl::string_view::npos) return true;
  const absl::string_view user = url.substr(0, at);
  const size_t colon = user.find(':');
  if (colon == absl::string_view::npos) return false;
  address.user = std::string(user.substr(0, colon));
  address.password = std::string(user.substr(colon + 1));
  url.remove_prefix(at + 1);
  return true;
}

bool SetDatabase(absl::string_view text, RedisAddress& address) {
  return text.empty() || (absl::SimpleAtoi(text, &address.database) && address.database >= 0);
}

bool SetServer(const std::vector<absl::string_view>& parts, RedisAddress& address) {
  const auto server = ParseHostPort(parts[0], address.server.port);
  if (!server || parts.size() > 2) return false;
  address.server = *server;
  return parts.size() == 1 || SetDatabase(parts[1], address);
}

bool SetSentinels(const std::vector<absl::string_view>& parts, RedisAddress& address) {
  if (parts.size() < 2 || parts.size() > 3 || parts[1].empty()) return false;
  for (absl::string_view text : absl::StrSplit(parts[0], ',')) {
    auto sentinel = ParseHostPort(text, kSentinelPort);
    if (!sentinel) return false;
    address.sentinels.push_back(*std::move(sentinel));
  }
  address.primary = std::string(parts[1]);
  return parts.size() == 2 || SetDatabase(parts[2], address);
}

}  // namespace

absl::StatusOr<RedisAddress> ParseRedisUrl(absl::string_view url) {
  RedisAddress address;
  if (absl::ConsumePrefix(&url, "unix:")) {
    address.socket = std::string(url);
    if (address.socket.empty()) return BadUrl();
    return address;
  }
  const bool sentinels = absl::ConsumePrefix(&url, "redis+sentinel://");
  if (!sentinels && !absl::ConsumePrefix(&url, "redis://")) return BadUrl();
  if (!TakeUser(url, address)) return BadUrl();
  const std::vector<absl::string_view> parts = absl::StrSplit(url, '/');
  const bool good = sentinels ? SetSentinels(parts, address) : SetServer(parts, address);
  if (!good) return BadUrl();
  return address;
}

}  // namespace pcsp

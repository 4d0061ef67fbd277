#include "common/storage/redis_connection.h"

#include <hiredis/hiredis.h>
#include <sys/time.h>

#include <chrono>
#include <csignal>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "common/base/error.h"
#include "common/base/status_macros.h"

namespace pcsp {
namespace {

using SteadyClock = std::chrono::steady_clock;

absl::Status BadUrl() {
  return MakeError(absl::StatusCode::kInvalidArgument,
                   "The Redis URL is not valid: expected redis://host:port or unix:/path.",
                   {.reason = "INVALID_REDIS_URL"});
}

RedisReply Converted(const redisReply& reply) {
  RedisReply converted;
  switch (reply.type) {
    case REDIS_REPLY_STRING:
    case REDIS_REPLY_STATUS:
    case REDIS_REPLY_ERROR:
      converted.kind =
          reply.type == REDIS_REPLY_ERROR ? RedisReply::Kind::kError : RedisReply::Kind::kText;
      converted.text.assign(reply.str, reply.len);
      break;
    case REDIS_REPLY_INTEGER:
      converted.kind = RedisReply::Kind::kInteger;
      converted.integer = reply.integer;
      break;
    case REDIS_REPLY_ARRAY:
      converted.kind = RedisReply::Kind::kList;
      for (size_t i = 0; i < reply.elements; ++i) {
        converted.list.push_back(Converted(*reply.element[i]));
      }
      break;
    default:
      break;
  }
  return converted;
}

// hiredis writes to its socket with write(): without this a server that went away would end the
// process. Where the program has a handler of its own it stays.
void IgnoreBrokenPipes() {
  static const bool done = [] {
    struct sigaction current;
    if (sigaction(SIGPIPE, nullptr, &current) == 0 && current.sa_handler == SIG_DFL) {
      std::signal(SIGPIPE, SIG_IGN);
    }
    return true;
  }();
  (void)done;
}

}  // namespace

absl::StatusOr<RedisAddress> ParseRedisUrl(absl::string_view url) {
  RedisAddress address;
  if (absl::ConsumePrefix(&url, "unix:")) {
    address.socket = std::string(url);
    if (address.socket.empty()) return BadUrl();
    return address;
  }
  if (!absl::ConsumePrefix(&url, "redis://")) return BadUrl();
  if (const size_t at = url.rfind('@'); at != absl::string_view::npos) {
    const absl::string_view user = url.substr(0, at);
    const size_t colon = user.find(':');
    if (colon == absl::string_view::npos) return BadUrl();
    address.user = std::string(user.substr(0, colon));
    address.password = std::string(user.substr(colon + 1));
    url.remove_prefix(at + 1);
  }
  if (const size_t slash = url.find('/'); slash != absl::string_view::npos) {
    const absl::string_view database = url.substr(slash + 1);
    if (!database.empty() &&
        (!absl::SimpleAtoi(database, &address.database) || address.database < 0)) {
      return BadUrl();
    }
    url = url.substr(0, slash);
  }
  if (const size_t colon = url.rfind(':'); colon != absl::string_view::npos) {
    if (!absl::SimpleAtoi(url.substr(colon + 1), &address.port) || address.port < 1 ||
        address.port > 65535) {
      return BadUrl();
    }
    url = url.substr(0, colon);
  }
  address.host = std::string(url);
  return address.host.empty() ? absl::StatusOr<RedisAddress>(BadUrl()) : address;
}

void RedisConnection::Free::operator()(redisContext* context) const { redisFree(context); }

absl::StatusOr<RedisConnection> RedisConnection::Dial(const RedisAddress& address,
                                                      absl::Duration timeout) {
  IgnoreBrokenPipes();
  const timeval limit = absl::ToTimeval(timeout);
  RedisConnection connection(
      address.socket.empty() ? redisConnectWithTimeout(address.host.c_str(), address.port, limit)
                             : redisConnectUnixWithTimeout(address.socket.c_str(), limit));
  redisContext* context = connection.context_.get();
  if (context == nullptr || context->err != 0) return absl::UnavailableError("redis: connect");
  RETURN_IF_ERROR(connection.Greet(address, timeout));
  return connection;
}

absl::Status RedisConnection::Greet(const RedisAddress& address, absl::Duration timeout) {
  std::vector<std::vector<absl::string_view>> commands;
  const std::string database = absl::StrCat(address.database);
  if (!address.user.empty()) {
    commands.push_back({"AUTH", address.user, address.password});
  } else if (!address.password.empty()) {
    commands.push_back({"AUTH", address.password});
  }
  if (address.database != 0) commands.push_back({"SELECT", database});
  for (const auto& command : commands) {
    ASSIGN_OR_RETURN(const RedisReply reply, Run(command, timeout));
    if (reply.kind == RedisReply::Kind::kError) return absl::UnavailableError("redis: refused");
  }
  return absl::OkStatus();
}

// hiredis bounds each read by itself: a server that drips bytes would hold a caller for ever. The
// reading is therefore done here, step by step against one deadline.
absl::StatusOr<RedisReply> RedisConnection::Run(const std::vector<absl::string_view>& command,
                                                absl::Duration timeout) {
  redisContext* context = context_.get();
  const auto deadline = SteadyClock::now() + absl::ToChronoMicroseconds(timeout);
  redisSetTimeout(context, absl::ToTimeval(timeout));
  std::vector<const char*> arguments;
  std::vector<size_t> sizes;
  for (const absl::string_view argument : command) {
    arguments.push_back(argument.data());
    sizes.push_back(argument.size());
  }
  const absl::Status failed = absl::UnavailableError("redis: no reply");
  if (redisAppendCommandArgv(context, static_cast<int>(arguments.size()), arguments.data(),
                             sizes.data()) != REDIS_OK) {
    return failed;
  }
  for (int sent = 0; sent == 0;) {
    if (redisBufferWrite(context, &sent) != REDIS_OK || SteadyClock::now() > deadline) {
      return failed;
    }
  }
  void* reply = nullptr;
  while (true) {
    if (redisGetReplyFromReader(context, &reply) != REDIS_OK) return failed;
    if (reply != nullptr) break;
    if (SteadyClock::now() > deadline || redisBufferRead(context) != REDIS_OK) return failed;
  }
  RedisReply converted = Converted(*static_cast<redisReply*>(reply));
  freeReplyObject(reply);
  return converted;
}

}  // namespace pcsp

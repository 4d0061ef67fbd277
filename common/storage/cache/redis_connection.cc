#include "common/storage/cache/redis_connection.h"

#include <hiredis/hiredis.h>
#include <poll.h>
#include <sys/time.h>

#include <csignal>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/base/status_macros.h"

namespace pcsp {
namespace {

using SteadyClock = std::chrono::steady_clock;

// Once its first byte is there.
constexpr absl::Duration kRestOfReply = absl::Seconds(1);

absl::Status NoReply() { return absl::UnavailableError("redis: no reply"); }

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

void RedisConnection::Free::operator()(redisContext* context) const { redisFree(context); }

absl::StatusOr<RedisConnection> RedisConnection::Dial(const RedisAddress& address,
                                                      absl::Duration timeout) {
  IgnoreBrokenPipes();
  const timeval limit = absl::ToTimeval(timeout);
  RedisConnection connection(
      address.socket.empty()
          ? redisConnectWithTimeout(address.server.host.c_str(), address.server.port, limit)
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

absl::StatusOr<RedisReply> RedisConnection::Run(const std::vector<absl::string_view>& command,
                                                absl::Duration timeout) {
  const auto until = SteadyClock::now() + absl::ToChronoMicroseconds(timeout);
  RETURN_IF_ERROR(Send(command, timeout));
  return ReadReply(until);
}

absl::Status RedisConnection::Send(const std::vector<absl::string_view>& command,
                                   absl::Duration timeout) {
  redisContext* context = context_.get();
  const auto until = SteadyClock::now() + absl::ToChronoMicroseconds(timeout);
  redisSetTimeout(context, absl::ToTimeval(timeout));
  std::vector<const char*> arguments;
  std::vector<size_t> sizes;
  for (const absl::string_view argument : command) {
    arguments.push_back(argument.data());
    sizes.push_back(argument.size());
  }
  if (redisAppendCommandArgv(context, static_cast<int>(arguments.size()), arguments.data(),
                             sizes.data()) != REDIS_OK) {
    return NoReply();
  }
  for (int sent = 0; sent == 0;) {
    if (redisBufferWrite(context, &sent) != REDIS_OK || SteadyClock::now() > until) {
      return NoReply();
    }
  }
  return absl::OkStatus();
}

// hiredis bounds each read by itself: a server that drips bytes would hold a caller for ever. The
// reading is therefore done here, step by step against one deadline.
absl::StatusOr<RedisReply> RedisConnection::ReadReply(SteadyClock::time_point until) {
  while (true) {
    ASSIGN_OR_RETURN(std::optional<RedisReply> reply, Arrived());
    if (reply) return *std::move(reply);
    if (SteadyClock::now() > until || redisBufferRead(context_.get()) != REDIS_OK) {
      return NoReply();
    }
  }
}

absl::StatusOr<std::optional<RedisReply>> RedisConnection::Arrived() {
  void* reply = nullptr;
  if (redisGetReplyFromReader(context_.get(), &reply) != REDIS_OK) return NoReply();
  if (reply == nullptr) return std::optional<RedisReply>();
  std::optional<RedisReply> converted = Converted(*static_cast<redisReply*>(reply));
  freeReplyObject(reply);
  return converted;
}

// hiredis takes a read without a byte for the end of its connection, so nothing is read before
// there is something. What has begun to come must then come whole.
absl::StatusOr<std::optional<RedisReply>> RedisConnection::Receive(absl::Duration patience) {
  ASSIGN_OR_RETURN(std::optional<RedisReply> arrived, Arrived());
  if (arrived) return arrived;
  pollfd descriptor = {context_->fd, POLLIN, 0};
  if (poll(&descriptor, 1, static_cast<int>(absl::ToInt64Milliseconds(patience))) == 0) {
    return std::optional<RedisReply>();
  }
  redisSetTimeout(context_.get(), absl::ToTimeval(kRestOfReply));
  ASSIGN_OR_RETURN(RedisReply reply,
                   ReadReply(SteadyClock::now() + absl::ToChronoMicroseconds(kRestOfReply)));
  return std::optional<RedisReply>(std::move(reply));
}

}  // namespace pcsp

#include "common/storage/redis_cache.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "common/base/ids.h"
#include "common/storage/cache_frame.h"

namespace pcsp {
namespace {

absl::Duration Jittered(absl::Duration ttl) {
  return ttl * (0.8 + 0.4 * static_cast<double>(RandomBits() >> 11) / (1ull << 53));
}

}  // namespace

RedisCache::RedisCache(RedisCacheOptions options, const Clock* clock)
    : options_(std::move(options)),
      clock_(clock),
      breaker_(options_.breaker_failures, options_.probe_interval) {}

std::vector<std::optional<std::string>> RedisCache::GetMany(const std::vector<std::string>& keys) {
  std::vector<std::optional<std::string>> values(keys.size());
  if (keys.empty()) return values;
  // MGET answers nil for a key that holds something other than text.
  std::vector<absl::string_view> command = {"MGET"};
  command.insert(command.end(), keys.begin(), keys.end());
  const absl::StatusOr<RedisReply> reply = Ask(command);
  const bool usable = reply.ok() && reply->list.size() == keys.size();
  for (size_t i = 0; i < keys.size(); ++i) {
    if (usable && reply->list[i].kind == RedisReply::Kind::kText) {
      values[i] = UnframeValue(keys[i], reply->list[i].text);
      if (!values[i]) ++corrupt_;
    }
    ++(values[i] ? hits_ : misses_);
  }
  return values;
}

void RedisCache::Set(const std::string& key, absl::string_view value, absl::Duration ttl) {
  const int64_t millis = absl::ToInt64Milliseconds(Jittered(ttl));
  if (millis < 1) return;
  const std::string lifetime = absl::StrCat(millis), frame = FrameValue(key, value);
  Ask({"SET", key, frame, "PX", lifetime}).status().IgnoreError();
}

CacheStats RedisCache::Stats() const { return {hits_, misses_, corrupt_, failures_}; }

absl::StatusOr<RedisReply> RedisCache::Ask(const std::vector<absl::string_view>& command) {
  if (!breaker_.Allow(clock_->Now())) return absl::UnavailableError("redis: left alone");
  absl::StatusOr<RedisReply> reply = AskOnce(command);
  if (reply.ok()) {
    breaker_.Success();
  } else {
    ++failures_;
    breaker_.Failure(clock_->Now());
    DropIdle();
  }
  return reply;
}

// An error in reply (loading, out of memory, a replica) is a failure like silence, and its
// connection goes the same way.
absl::StatusOr<RedisReply> RedisCache::AskOnce(const std::vector<absl::string_view>& command) {
  std::optional<RedisConnection> connection = TakeIdle();
  if (!connection) {
    auto dialled = RedisConnection::Dial(options_.address, options_.connect_timeout);
    if (!dialled.ok()) return dialled.status();
    connection = *std::move(dialled);
  }
  absl::StatusOr<RedisReply> reply = connection->Run(command, options_.operation_timeout);
  if (!reply.ok()) return reply;
  if (reply->kind == RedisReply::Kind::kError) return absl::UnavailableError("redis: error");
  PutBack(*std::move(connection));
  return reply;
}

std::optional<RedisConnection> RedisCache::TakeIdle() {
  std::lock_guard<std::mutex> lock(mutex_);
  if (idle_.empty()) return std::nullopt;
  std::optional<RedisConnection> connection = std::move(idle_.back());
  idle_.pop_back();
  return connection;
}

// The others are most likely broken too: a server that restarted has closed them all.
void RedisCache::DropIdle() {
  std::vector<RedisConnection> dropped;
  std::lock_guard<std::mutex> lock(mutex_);
  dropped.swap(idle_);
}

void RedisCache::PutBack(RedisConnection connection) {
  std::lock_guard<std::mutex> lock(mutex_);
  if (idle_.size() < options_.idle_connections) idle_.push_back(std::move(connection));
}

}  // namespace pcsp

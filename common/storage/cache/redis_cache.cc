#include "common/storage/cache/redis_cache.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "common/base/ids.h"
#include "common/storage/cache/cache_frame.h"

namespace pcsp {
namespace {

// The lease of a key; its slot in a cluster is that of the key, by the braces in both.
std::string LeaseKey(const std::string& key) { return absl::StrCat(key, ":lease"); }

// A lease that ran out and went to another must not be ended, nor used, by the one who had it.
constexpr absl::string_view kSetIfOurs =
    "if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end "
    "redis.call('SET', KEYS[2], ARGV[2], 'PX', ARGV[3]) "
    "return redis.call('DEL', KEYS[1])";
constexpr absl::string_view kEndIfOurs =
    "if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end "
    "return redis.call('DEL', KEYS[1])";

absl::Duration Jittered(absl::Duration ttl) {
  return ttl * (0.8 + 0.4 * static_cast<double>(RandomBits() >> 11) / (1ull << 53));
}

}  // namespace

RedisCache::RedisCache(RedisCacheOptions options, const Clock* clock)
    : options_(std::move(options)),
      clock_(clock),
      dialler_(options_.address, options_.connect_timeout),
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

CacheStats RedisCache::Stats() const {
  return {hits_, misses_, corrupt_, failures_, breaker_.open()};
}

Lease RedisCache::TakeLease(const std::string& key) {
  const std::string lease = LeaseKey(key), token = absl::StrCat(RandomBits());
  const std::string millis = absl::StrCat(absl::ToInt64Milliseconds(options_.lease));
  const auto reply = Ask({"SET", lease, token, "NX", "PX", millis});
  if (!reply.ok()) return {Lease::State::kNone, ""};
  if (reply->kind == RedisReply::Kind::kText) return {Lease::State::kOurs, token};
  return {Lease::State::kTheirs, ""};
}

void RedisCache::SetLeased(const std::string& key, const Lease& lease, absl::string_view value,
                           absl::Duration ttl) {
  const int64_t millis = absl::ToInt64Milliseconds(Jittered(ttl));
  if (millis < 1 || lease.state != Lease::State::kOurs) return;
  const std::string lifetime = absl::StrCat(millis), frame = FrameValue(key, value);
  Ask({"EVAL", kSetIfOurs, "2", LeaseKey(key), key, lease.token, frame, lifetime})
      .status()
      .IgnoreError();
}

void RedisCache::GiveBack(const std::string& key, const Lease& lease) {
  if (lease.state != Lease::State::kOurs) return;
  Ask({"EVAL", kEndIfOurs, "1", LeaseKey(key), lease.token}).status().IgnoreError();
}

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
    auto dialled = dialler_.Dial();
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

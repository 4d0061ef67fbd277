#include "common/storage/cache/redis_doorbell.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/base/ids.h"
#include "common/base/status_macros.h"

namespace pcsp {
namespace {

// How soon a listener notices that the object goes.
constexpr absl::Duration kGlance = absl::Milliseconds(200);

}  // namespace

RedisDoorbell::RedisDoorbell(RedisDoorbellOptions options)
    : options_(std::move(options)),
      origin_(absl::StrCat(RandomBits())),
      dialler_(options_.address, options_.timeout),
      publisher_([this] { Publish(); }) {}

RedisDoorbell::~RedisDoorbell() {
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    ending_ = true;
  }
  changed_.notify_all();
  publisher_.join();
  if (listener_.joinable()) listener_.join();
}

void RedisDoorbell::Ring(const std::string& name) {
  here_.Ring(name);
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    if (waiting_.size() >= options_.most_waiting) return;
    waiting_.insert(name);
  }
  changed_.notify_all();
}

Doorbell::Subscription RedisDoorbell::Listen(Heard heard) {
  Subscription subscription = here_.Listen(std::move(heard));
  const std::lock_guard<std::mutex> lock(mutex_);
  if (!std::exchange(listening_, true)) listener_ = std::thread([this] { Hear(); });
  return subscription;
}

bool RedisDoorbell::PauseUnlessEnding(absl::Duration pause) {
  std::unique_lock<std::mutex> lock(mutex_);
  return !changed_.wait_for(lock, absl::ToChronoMicroseconds(pause), [this] { return ending_; });
}

void RedisDoorbell::Publish() {
  while (true) {
    std::set<std::string> names;
    {
      std::unique_lock<std::mutex> lock(mutex_);
      changed_.wait(lock, [this] { return ending_ || !waiting_.empty(); });
      if (ending_) return;
      names.swap(waiting_);
    }
    names = Send(std::move(names));
    if (names.empty()) continue;
    {
      const std::lock_guard<std::mutex> lock(mutex_);
      waiting_.merge(names);
    }
    if (!PauseUnlessEnding(options_.retry_interval)) return;
  }
}

std::set<std::string> RedisDoorbell::Send(std::set<std::string> names) {
  while (!names.empty()) {
    if (!out_) {
      auto dialled = dialler_.Dial();
      if (!dialled.ok()) return names;
      out_ = *std::move(dialled);
    }
    const std::string message = absl::StrCat(origin_, " ", *names.begin());
    const auto reply = out_->Run({"PUBLISH", options_.channel, message}, options_.timeout);
    if (!reply.ok() || reply->kind == RedisReply::Kind::kError) {
      out_.reset();
      return names;
    }
    names.erase(names.begin());
  }
  return names;
}

void RedisDoorbell::Hear() {
  do {
    auto connection = dialler_.Dial();
    if (connection.ok()) HearOn(*std::move(connection)).IgnoreError();
  } while (PauseUnlessEnding(options_.retry_interval));
}

absl::Status RedisDoorbell::HearOn(RedisConnection connection) {
  RETURN_IF_ERROR(connection.Send({"SUBSCRIBE", options_.channel}, options_.timeout));
  const absl::Duration glance = std::min(kGlance, options_.silence_allowed);
  absl::Duration silent;
  bool asked = false;
  while (PauseUnlessEnding(absl::ZeroDuration())) {
    ASSIGN_OR_RETURN(const std::optional<RedisReply> message, connection.Receive(glance));
    if (message) {
      Tell(*message);
      silent = absl::ZeroDuration();
      asked = false;
      continue;
    }
    silent += glance;
    if (silent < options_.silence_allowed) continue;
    if (asked) return absl::UnavailableError("redis: silent");
    RETURN_IF_ERROR(connection.Send({"PING"}, options_.timeout));
    silent = absl::ZeroDuration();
    asked = true;
  }
  return absl::OkStatus();
}

// Subscribed, a message, or the reply to a PING.
void RedisDoorbell::Tell(const RedisReply& message) {
  if (message.list.size() != 3) return;
  if (message.list[0].text == "subscribe") return here_.Ring("");
  const std::string& text = message.list[2].text;
  const size_t space = text.find(' ');
  if (space == std::string::npos || text.substr(0, space) == origin_) return;
  here_.Ring(text.substr(space + 1));
}

}  // namespace pcsp

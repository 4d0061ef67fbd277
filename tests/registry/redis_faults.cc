#include "tests/registry/redis_faults.h"

#include <iterator>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"

namespace pcsp::registry {

void RedisFaults::Run() {
  void (RedisFaults::*const faults[])() = {&RedisFaults::Garbage,    &RedisFaults::Kill,
                                           &RedisFaults::FlipBits,   &RedisFaults::Pause,
                                           &RedisFaults::Flush,      &RedisFaults::WrongTypes,
                                           &RedisFaults::SwapValues, &RedisFaults::FillUp,
                                           &RedisFaults::Stall,      &RedisFaults::SpoilLeases};
  while (wait_()) {
    (this->*faults[count_ % std::size(faults)])();
    ++count_;
  }
}

void RedisFaults::Kill() {
  server_.Kill();
  wait_();
  while (!server_.Start().ok()) continue;
}

void RedisFaults::Pause() {
  server_.Pause();
  wait_();
  server_.Resume();
}

void RedisFaults::Stall() { server_.Say({"DEBUG", "SLEEP", "0.3"}); }

void RedisFaults::Flush() { server_.Say({"FLUSHALL"}); }

void RedisFaults::FillUp() {
  server_.Say({"CONFIG", "SET", "maxmemory", "1"});
  wait_();
  server_.Say({"CONFIG", "SET", "maxmemory", "0"});
}

void RedisFaults::Garbage() {
  for (const std::string& key : coming_()) Put(key, "pcsp1 but nothing else that is right");
}

void RedisFaults::WrongTypes() {
  for (const std::string& key : coming_()) {
    server_.Say({"DEL", key});
    server_.Say({"RPUSH", key, "x"});
  }
}

void RedisFaults::FlipBits() {
  int position = 0;
  for (auto& [key, value] : Stored()) {
    if (value.empty()) continue;
    value[position++ % value.size()] ^= 0x04;
    Put(key, value);
  }
}

// The right bytes in the wrong place: under the key of another value, and of a later revision.
void RedisFaults::SwapValues() {
  const auto stored = Stored();
  if (stored.empty()) return;
  for (size_t i = 0; i < stored.size(); ++i) {
    Put(stored[i].first, stored[(i + 1) % stored.size()].second);
  }
  for (const std::string& key : coming_()) Put(key, stored.front().second);
}

void RedisFaults::SpoilLeases() {
  for (const std::string& key : coming_()) {
    server_.Say({"RPUSH", absl::StrCat(key, ":lease"), "x"});
  }
}

std::vector<std::pair<std::string, std::string>> RedisFaults::Stored() const {
  constexpr size_t kMost = 100;
  std::vector<std::pair<std::string, std::string>> stored;
  for (const RedisReply& key : server_.Say({"KEYS", "pcsp:*"}).list) {
    if (absl::EndsWith(key.text, ":lease")) continue;
    const RedisReply value = server_.Say({"GET", key.text});
    if (value.kind == RedisReply::Kind::kText) stored.emplace_back(key.text, value.text);
    if (stored.size() == kMost) break;
  }
  return stored;
}

void RedisFaults::Put(const std::string& key, const std::string& value) const {
  server_.Say({"SET", key, value, "PX", "600000"});
}

}  // namespace pcsp::registry

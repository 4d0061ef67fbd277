// Everything that a Redis can do wrong, one after another.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "tests/support/redis_server.h"

namespace pcsp::registry {

class RedisFaults {
 public:
  // `coming` gives keys that will soon be asked for: what lies under them is spoilt beforehand.
  // `wait` returns after some more reads; it gives false when there will be none.
  RedisFaults(pcsp::testing::RedisServer* server, std::function<std::vector<std::string>()> coming,
              std::function<bool()> wait)
      : server_(*server), coming_(std::move(coming)), wait_(std::move(wait)) {}

  // Until `wait` gives false; Redis is well again then.
  void Run();
  int count() const { return count_; }

 private:
  void Kill();
  void Pause();
  void Stall();
  void Flush();
  void FillUp();
  void Garbage();
  void WrongTypes();
  void FlipBits();
  void SwapValues();
  void SpoilLeases();

  // What is stored under each key that is a value.
  std::vector<std::pair<std::string, std::string>> Stored() const;
  void Put(const std::string& key, const std::string& value) const;

  pcsp::testing::RedisServer& server_;
  const std::function<std::vector<std::string>()> coming_;
  const std::function<bool()> wait_;
  int count_ = 0;
};

}  // namespace pcsp::registry

// A hint that something has changed, so that whoever waits for it need not wait for its timer.
// Hints get lost and come twice; the truth is in the revisions (design.md 2, decision 4).
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <utility>

namespace pcsp {

// Thread-safe.
class Doorbell {
 public:
  // Called with the name of what has changed, "programmes/p/waves/w"; with "" when rings may have
  // been missed. On any thread; must not block.
  using Heard = std::function<void(const std::string& name)>;

  virtual ~Doorbell() = default;

  // Says that `name` has changed. Never blocks and never fails.
  virtual void Ring(const std::string& name) = 0;
  // `heard` is called until the subscription goes, which must be before this object goes; it is
  // not being called any more once that is done.
  using Subscription = std::shared_ptr<void>;
  [[nodiscard]] virtual Subscription Listen(Heard heard) = 0;
};

// Heard in this process alone.
class LocalDoorbell : public Doorbell {
 public:
  void Ring(const std::string& name) override {
    const std::lock_guard<std::mutex> lock(mutex_);
    for (const auto& [number, heard] : listeners_) heard(name);
  }
  Subscription Listen(Heard heard) override {
    const std::lock_guard<std::mutex> lock(mutex_);
    const int number = next_++;
    listeners_[number] = std::move(heard);
    return Subscription(nullptr, [this, number](void*) {
      const std::lock_guard<std::mutex> ending(mutex_);
      listeners_.erase(number);
    });
  }

 private:
  std::mutex mutex_;  // guards what follows
  int next_ = 0;
  std::map<int, Heard> listeners_;
};

}  // namespace pcsp

// A bounded set of connections, opened when first needed.
#pragma once

#include <cstddef>
#include <mutex>
#include <optional>
#include <vector>

#include "absl/time/time.h"
#include "soci/connection-pool.h"
#include "soci/session.h"

namespace pcsp::sql {

// Thread-safe. After one connection is found broken all idle ones are taken to be: the next lease
// of each comes back closed.
class SessionPool {
 public:
  // The use of one connection by one thread; gives it back at the end of its life.
  class Lease {
   public:
    Lease(SessionPool* pool, size_t position) : pool_(pool), position_(position) {}
    Lease(Lease&& other) noexcept : pool_(other.pool_), position_(other.position_) {
      other.pool_ = nullptr;
    }
    Lease& operator=(Lease&&) = delete;
    ~Lease();

    soci::session& session() { return pool_->sessions_.at(position_); }
    bool connected() const { return pool_->slots_[position_].connected; }
    void SetConnected();
    // Closes it; `lost` when the server is gone and the other connections with it.
    void Close(bool lost);

   private:
    SessionPool* pool_;
    size_t position_;
  };

  explicit SessionPool(int size) : sessions_(size), slots_(size) {}

  // Nothing when none came free within `timeout`.
  std::optional<Lease> Acquire(absl::Duration timeout);

 private:
  // A slot is touched by its leaseholder alone.
  struct Slot {
    bool connected = false;
    int generation = 0;
  };

  int Generation();

  soci::connection_pool sessions_;
  std::vector<Slot> slots_;
  std::mutex mutex_;  // guards what follows
  int generation_ = 0;
};

}  // namespace pcsp::sql

#include "common/storage/session_pool.h"

#include <exception>

namespace pcsp::sql {

SessionPool::Lease::~Lease() {
  if (pool_ != nullptr) pool_->sessions_.give_back(position_);
}

void SessionPool::Lease::SetConnected() { pool_->slots_[position_] = {true, pool_->Generation()}; }

void SessionPool::Lease::Close(bool lost) {
  if (lost) {
    std::lock_guard<std::mutex> lock(pool_->mutex_);
    // Connections older than this one broke with it; several leaseholders may notice at once.
    if (pool_->slots_[position_].generation == pool_->generation_) ++pool_->generation_;
  }
  pool_->slots_[position_].connected = false;
  try {
    session().close();
  } catch (const std::exception&) {
    // Nothing more can be done for a connection that does not even close.
  }
}

std::optional<SessionPool::Lease> SessionPool::Acquire(absl::Duration timeout) {
  size_t position = 0;
  if (!sessions_.try_lease(position, static_cast<int>(absl::ToInt64Milliseconds(timeout)))) {
    return std::nullopt;
  }
  Lease lease(this, position);
  if (lease.connected() && slots_[position].generation != Generation()) lease.Close(false);
  return lease;
}

int SessionPool::Generation() {
  std::lock_guard<std::mutex> lock(mutex_);
  return generation_;
}

}  // namespace pcsp::sql

#include "common/storage/cache/single_flight.h"

#include <chrono>

namespace pcsp {

absl::StatusOr<std::string> SingleFlight::Run(const std::string& key, absl::Duration patience,
                                              Work lead, Work alone) {
  std::shared_ptr<Flight> flight;
  {
    std::unique_lock<std::mutex> lock(mutex_);
    auto& slot = flights_[key];
    if (slot != nullptr) {
      auto value = Await(lock, slot, patience);
      lock.unlock();
      if (value) return *std::move(value);
      return alone();
    }
    slot = flight = std::make_shared<Flight>();
  }
  absl::StatusOr<std::string> result = lead();
  const std::lock_guard<std::mutex> lock(mutex_);
  flights_.erase(key);
  flight->landed = true;
  if (result.ok()) flight->value = *result;
  landed_.notify_all();
  return result;
}

std::optional<std::string> SingleFlight::Await(std::unique_lock<std::mutex>& lock,
                                               const std::shared_ptr<Flight>& awaited,
                                               absl::Duration patience) {
  const std::shared_ptr<Flight> flight = awaited;  // its slot goes when it lands
  landed_.wait_for(lock, absl::ToChronoMicroseconds(patience), [&] { return flight->landed; });
  return flight->value;
}

}  // namespace pcsp

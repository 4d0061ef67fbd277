// Of all threads that want the same thing at once, one makes it.
#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "absl/container/flat_hash_map.h"
#include "absl/functional/function_ref.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"

namespace pcsp {

// Thread-safe.
class SingleFlight {
 public:
  using Work = absl::FunctionRef<absl::StatusOr<std::string>()>;

  // What `lead` gives; or, where another thread is at it for the same key, what that one got. A
  // thread shares a value and never an error, which may be its caller's own affair (cancelled, out
  // of time). Whoever has waited `patience`, or for nothing, runs `alone`: no waiting depends on
  // how long somebody else's caller is prepared to wait.
  absl::StatusOr<std::string> Run(const std::string& key, absl::Duration patience, Work lead,
                                  Work alone);

 private:
  struct Flight {
    bool landed = false;
    std::optional<std::string> value;
  };

  std::optional<std::string> Await(std::unique_lock<std::mutex>& lock,
                                   const std::shared_ptr<Flight>& flight, absl::Duration patience);

  std::mutex mutex_;  // guards what follows
  std::condition_variable landed_;
  absl::flat_hash_map<std::string, std::shared_ptr<Flight>> flights_;
};

}  // namespace pcsp

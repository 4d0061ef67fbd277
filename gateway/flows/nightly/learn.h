// Once a night, the reviews of a programme are replayed into a layer (methods.md 2.5).
#pragma once

#include <functional>
#include <map>
#include <set>
#include <string>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "common/rpc/log.h"
#include "gateway/clients.h"

namespace pcsp::gateway {

// The latest 02:00 UTC that is past.
absl::Time LatestNight(absl::Time now);

// Learns what the reviews of `programme`, a resource name, taught up to `night`; a programme that
// uses its newest layer uses the new one from then on. Nothing to learn from is no error. May be
// repeated, and called by many gateways. ABORTED, LEARNING_UNDER_WAY while another one does it.
absl::Status LearnOf(Clients& clients, const std::string& programme, absl::Time night);

// Does it for many programmes, and remembers for which it is done. Not thread-safe.
class NightlyLearning {
 public:
  // What is pointed to must outlive the object.
  NightlyLearning(Clients* clients, rpc::Log* log) : clients_(clients), log_(log) {}

  // What cannot be done now is tried at the next call. `go_on` is asked before each programme.
  void Run(const std::set<std::string>& programmes, absl::Time now,
           const std::function<bool()>& go_on);

 private:
  Clients* const clients_;
  rpc::Log* const log_;
  std::map<std::string, absl::Time> learned_;  // up to which night
};

}  // namespace pcsp::gateway

// How far what is believed of the issues above may have moved without being worked out again.
#pragma once

#include <cstdint>
#include <vector>

#include "services/diagnosis/domain/engine/belief.h"

namespace pcsp::diagnosis {

// Of one site, in the eyes of those below it. While its own evidence and that from below stay as
// they are, its belief changes only by the messages that enter at `scopes`, and these tell states
// of a scope apart and nothing else. So as long as the same state of every scope is all but
// certain, nothing moves by more than what is left for the other states: in total variation, the
// larger of doubt() then and now.
class Standing {
 public:
  // Brings it up to date. `version` differs from that of the last time where anything else but
  // those messages has changed; `now` grows with every change.
  void Update(const Belief& belief, const std::vector<int>& scopes, uint64_t version, uint64_t now);

  uint64_t now() const { return now_; }
  // Since when the same states have been the likeliest.
  uint64_t since() const { return since_; }
  // The probability, summed over scopes, of all but the likeliest states.
  double doubt() const { return doubt_; }

 private:
  uint64_t now_ = 0;
  uint64_t since_ = 0;
  uint64_t version_ = 0;
  double doubt_ = 0;
  std::vector<size_t> likeliest_;  // of each scope
};

}  // namespace pcsp::diagnosis

// What a method may know of the call that it answers.
#pragma once

#include <functional>
#include <string>

#include "absl/time/time.h"

namespace pcsp::rpc {

struct Call {
  absl::Time now;       // from the module's clock, the same throughout the call
  absl::Time deadline;  // when the caller stops waiting; never later than now + 60 s
  // True once nobody waits for the reply; long work asks between its steps. May be empty.
  std::function<bool()> cancelled;
};

}  // namespace pcsp::rpc

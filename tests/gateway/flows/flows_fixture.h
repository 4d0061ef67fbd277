// What the tests of flows share: a wave of the services that flows need, and who asks.
#pragma once

#include "common/rpc/call.h"
#include "gateway/flows/names.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/gateway/flows/fake_services.h"
#include "tests/support/status_matchers.h"

namespace pcsp::gateway::testing {

inline rpc::Call CallNow() {
  const absl::Time now = absl::Now();
  return {.now = now, .deadline = now + absl::Seconds(10)};
}

class FlowsTest : public ::testing::Test {
 protected:
  FakeServices services_;
  Clients clients_{services_.channels()};
  WaveName wave_{"p", "w"};
};

// Progress that stops nothing.
inline bool GoOn(int, int) { return true; }

}  // namespace pcsp::gateway::testing

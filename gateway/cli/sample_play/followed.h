// What becomes of the plans that practices of the sample programme agreed, as facilitators see it.
#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "gateway/cli/session.h"
#include "nlohmann/json.hpp"

namespace pcsp::cli {

struct FollowedAction {
  std::string practice;  // id
  planning::v1::Action action;
};
struct FollowedBy {
  std::string facilitator;  // as people call them
  std::vector<FollowedAction>
      actions;  // of the practices that they look after, what is overdue first
};
struct SampleFollowed {
  int agreed = 0;                          // plans
  std::vector<FollowedBy> facilitators;    // with actions to follow, by name
  std::vector<planning::v1::Cycle> tests;  // of all actions
};

absl::StatusOr<SampleFollowed> ReadFollowed(Session& session);
std::string FollowedAsText(const SampleFollowed& followed);
// Without dates, so that the same programme loaded on another day gives the same.
nlohmann::ordered_json FollowedAsJson(const SampleFollowed& followed);

}  // namespace pcsp::cli

// What may lie behind the issues of the sample's practices, at the levels above them.
#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "gateway/cli/session.h"
#include "nlohmann/json.hpp"

namespace pcsp::cli {

// A finding of a practice, and what of the levels above may bring it about.
struct CausedFinding {
  std::string organisation;  // id
  std::string title;
  double probability = 0;
  diagnosis::v1::Cause cause;
};

struct SampleCauses {
  std::vector<diagnosis::v1::HotSpot> hot_spots;  // the most first
  std::vector<CausedFinding> findings;            // those with most to gain first
};

// From the diagnoses of `wave`, a name.
absl::StatusOr<SampleCauses> ReadCauses(Session& session, const std::string& wave);

std::string CausesAsText(const SampleCauses& causes);
nlohmann::ordered_json CausesAsJson(const SampleCauses& causes);

}  // namespace pcsp::cli

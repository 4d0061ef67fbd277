// What comes of the counts, visits and invitations of the sample programme.
#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "gateway/cli/session.h"
#include "nlohmann/json.hpp"

namespace pcsp::cli {

struct SampleSeen {
  struct Chart {
    std::string site;  // id
    assessments::v1::MeasureChart chart;
  };
  std::vector<Chart> charts;                         // of each site and measure that has values
  std::vector<assessments::v1::Observation> visits;  // by site
  std::vector<assessments::v1::SiteInvitations> invited;  // of the wave, by site
};

absl::StatusOr<SampleSeen> ReadSeen(Session& session, const std::string& wave);

std::string SeenAsText(const SampleSeen& seen);
// Without dates, so that the same programme loaded on another day gives the same.
nlohmann::ordered_json SeenAsJson(const SampleSeen& seen);

}  // namespace pcsp::cli

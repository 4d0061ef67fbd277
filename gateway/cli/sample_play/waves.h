// Plays a wave of the sample programme.
#pragma once

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "gateway/cli/sample/programme.h"
#include "gateway/cli/session.h"

namespace pcsp::cli {

// Who answers what in a wave.
struct SampleWave {
  std::string name;  // programmes/sample/waves/first
  std::string display_name;
  std::string as_of_date;  // of the sites that it is frozen with
  const std::vector<gateway::sample::SiteSample>& sites;
  const std::vector<gateway::sample::SiteContext>& contexts;  // of the same organisations
  std::string sheets;  // folder of its link sheets, if it is answered by invitation
};

// Opens the wave at all three levels, submits the answers (as a file, or by invitation), closes it
// and waits for its diagnoses and plans. Run again, it goes on where it was interrupted.
absl::Status PlayWave(Session& session, const SampleWave& wave);

}  // namespace pcsp::cli

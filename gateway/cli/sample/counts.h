// What practices of the sample programme count each month.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/time/civil_time.h"
#include "gateway/cli/sample/programme.h"

namespace pcsp::gateway::sample {

struct MonthlyCount {
  std::string organisation;
  std::string measure;  // conversations-held or preparation-letters
  std::string month;    // yyyy-mm
  int64_t count = 0;
  std::optional<int64_t> denominator;  // of preparation-letters: the conversations
};

// The first three practices of each steering group, over the 24 months that end with `last`. In the
// second year every other one holds more conversations, by .7. Letters go before .86 of them, and
// before .4 where the loss of fidelity is planted: in the first year as in the first wave, in the
// second as in the second. The same options, programme and month give the same counts.
std::vector<MonthlyCount> MakeCounts(const SampleProgramme& programme, const Options& options,
                                     absl::CivilMonth last);

}  // namespace pcsp::gateway::sample

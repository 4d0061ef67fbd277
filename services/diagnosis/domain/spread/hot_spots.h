// Where one issue above many sites may be behind what they share.
#pragma once

#include <string>
#include <vector>

#include "absl/types/span.h"
#include "services/diagnosis/domain/spread/summary.h"

namespace pcsp::diagnosis {

struct HotSpot {
  int group = 0;  // index
  std::string issue, title;
  int sites = 0;
  double would_go = 0;                   // expected findings at the sites
  std::vector<std::string> site_issues;  // what it may bring about, the most explained first
  double probability = 0;                // mean over the sites
  double lift = 0;  // findings that would go a site, beside all groups together
  std::string sentence;
};

// Of the groups that are shown; only issues of `level`, that of the groups themselves. A hot spot
// explains at least one expected finding (methods.md 2.3, "would go away if ... fixed", summed over
// findings by their probability). The most findings first; at most `most`.
std::vector<HotSpot> FindHotSpots(absl::Span<const SiteSet> groups,
                                  absl::Span<const IssueSummary> summaries, Level level, int most);

}  // namespace pcsp::diagnosis

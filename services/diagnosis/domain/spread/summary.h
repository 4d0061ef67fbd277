// The issues of some sites together, shown only where no single site can be read from it.
#pragma once

#include <string>
#include <vector>

#include "absl/types/span.h"
#include "services/diagnosis/domain/spread/prevalence.h"
#include "services/diagnosis/domain/spread/site_reading.h"

namespace pcsp::diagnosis {

enum class Hidden { kNot, kTooFewSites, kRestTooFew };

struct IssuePrevalence {
  std::string issue, title;
  Prevalence prevalence;
  int likely = 0;  // sites
  std::string sentence;
};

struct IssueSummary {
  int sites = 0;      // asked for
  int diagnosed = 0;  // with enough evidence; those count
  Hidden hidden = Hidden::kNot;
  std::vector<IssuePrevalence> issues;  // the most expected sites first; empty if hidden
};

// Sites asked for, and the readings of those that have one.
struct SiteSet {
  int sites = 0;
  std::vector<const SiteReading*> readings;
};

inline constexpr int kFewestSites = 3;  // the lowest that a policy may ask for
inline constexpr int kUsualSites = 5;

// `rest` are diagnosed sites of the same wave that are not in the set: what they hold is told by
// subtraction from a summary of all.
IssueSummary Summarise(const SiteSet& set, int rest, int min_sites);

// Sets that are disjoint parts of one whole that has `diagnosed` sites, each summarised. Where the
// hidden ones and the sites in no set are together too few, the smallest shown set is hidden too,
// until they are not: a whole less its shown parts tells the rest.
std::vector<IssueSummary> SummariseParts(absl::Span<const SiteSet> sets, int diagnosed,
                                         int min_sites);

}  // namespace pcsp::diagnosis

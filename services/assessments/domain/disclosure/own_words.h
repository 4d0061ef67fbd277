// Whether what people wrote to one item may be shown: at each site, and of all sites together.
#pragma once

#include <vector>

#include "absl/types/span.h"
#include "services/assessments/domain/disclosure/rules.h"

namespace pcsp::assessments {

// What was written to an item at one site.
struct SiteTexts {
  int texts = 0;       // one a respondent at most
  bool shown = false;  // its respondents may be shown
};

struct OwnWords {
  std::vector<Hidden> sites;
  Hidden all = Hidden::kShown;
};

// A site is shown from `threshold` texts on; all together if the texts that no site shows are none,
// or as many from two sites or more: else they could be had by taking away.
OwnWords DecideWords(absl::Span<const SiteTexts> sites, int threshold);

}  // namespace pcsp::assessments

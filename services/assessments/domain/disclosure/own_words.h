// Whether what people wrote to one item may be shown: at each site, and of all sites together.
#pragma once

#include <vector>

#include "absl/types/span.h"
#include "services/assessments/domain/disclosure/policy.h"
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

// A site is shown from the policy's number of texts on; all together if the texts that no site
// shows are none, or as many from two sites or more: else they could be had by taking away. Without
// the rule `own_words`, texts are shown as numbers are, from the minimum group size on.
OwnWords DecideWords(absl::Span<const SiteTexts> sites, const PrivacyPolicy& policy,
                     const DisclosureRules& rules = {});

}  // namespace pcsp::assessments

// What a solution is worth to a site, from measured effects where there are any and from the
// catalogue's expectation where there are none:
//
//   value = sum over the findings that it answers of
//     probability * severity / 100 * importance * E[effect | site], divided by hours (methods.md
//     3).
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "services/planning/domain/effect/effects.h"
#include "services/planning/domain/effect/verdict.h"
#include "services/planning/domain/finding.h"
#include "services/planning/domain/solution/catalogue.h"
#include "services/planning/domain/stories/story_book.h"

namespace pcsp::planning {

// What has been measured, and what is known of the site that asks.
struct SiteEvidence {
  const Effects* effects = nullptr;  // must outlive the answer; made with PriorMeansOf(catalogue)
  SiteContext context;
  std::map<std::string, double> baselines;  // shrunk score of each issue's index, where known
  uint64_t seed = 0;                        // the same seed draws the same "try and learn"
  const StoryBook* stories = nullptr;       // null: no stories are told; must outlive the answer
  SiteFacts listener = {};                  // to whom they are told
};

// The catalogue's expectation of each solution, in the place of methods.md 3's mu_d = 2, which is
// what the catalogue calls the usual size.
PriorMeans PriorMeansOf(const Catalogue& catalogue);

// The effect on one issue, at the site.
struct EffectHere {
  std::string issue;
  const SolutionEffect* measured = nullptr;  // null: never tried on this issue
  Ranged80 points;
  double p_over_2 = 0;
  double drawn = 0;  // a Thompson draw

  // kUnclear of what was never tried.
  Verdict verdict() const { return measured == nullptr ? Verdict::kUnclear : VerdictOf(*measured); }
};

// All three are per hour. `low` adds the lower ends of the 80 % intervals up: effects of one
// solution on several issues may well fall short together. `drawn` is a Thompson draw.
struct SiteValue {
  double expected = 0;
  double low = 0;
  double drawn = 0;
  bool worked = false;  // measured beside comparison sites on an issue, and its lower end positive
  std::vector<EffectHere> effects;  // in the order of the findings

  // The value of the same effects for one of the findings alone.
  SiteValue On(const Finding& finding, double hours) const;
};

// `altered`: the site's adaptation removed a core function.
SiteValue ValueAt(const Solution& solution, bool altered, const std::vector<Finding>& findings,
                  const SiteEvidence& evidence);

}  // namespace pcsp::planning

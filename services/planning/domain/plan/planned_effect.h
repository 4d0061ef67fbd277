// The effect on an issue that a plan counts on, and what that rests on. It is kept with the plan:
// what is measured later changes the next plan and not this one.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "services/planning/domain/effect/verdict.h"

namespace pcsp::planning {

struct PlannedEffect {
  std::string solution;      // id
  std::string issue;         // id
  double points = 0;         // expected at the site
  double low = 0, high = 0;  // the 80 % interval of what was measured
  int64_t sites = 0;         // that had tried it; 0: nobody, its authors expect it
  int64_t comparison_sites = 0;
  Verdict verdict = Verdict::kUnclear;  // of what was measured

  bool measured() const { return sites > 0; }
  bool operator==(const PlannedEffect&) const = default;
};

// Null when there is none.
const PlannedEffect* FindEffect(const std::vector<PlannedEffect>& effects,
                                absl::string_view solution, absl::string_view issue);

// "measured at 14 sites beside 20 that did nothing", "measured at 14 sites, none beside them to
// compare with", "expected by its authors".
std::string RestsOn(const PlannedEffect& effect);

// The same with its figures.
std::string RestsOnInFull(const PlannedEffect& effect);

}  // namespace pcsp::planning

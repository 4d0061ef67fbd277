#include "services/planning/domain/plan/planned_effect.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"

namespace pcsp::planning {

const PlannedEffect* FindEffect(const std::vector<PlannedEffect>& effects,
                                absl::string_view solution, absl::string_view issue) {
  const auto found = std::find_if(effects.begin(), effects.end(), [&](const PlannedEffect& one) {
    return one.solution == solution && one.issue == issue;
  });
  return found == effects.end() ? nullptr : &*found;
}

std::string RestsOn(const PlannedEffect& effect) {
  if (!effect.measured()) return "expected by its authors";
  return absl::StrCat("measured at ", effect.sites, effect.sites == 1 ? " site" : " sites",
                      effect.comparison_sites == 0
                          ? ", none beside them to compare with"
                          : absl::StrCat(" beside ", effect.comparison_sites, " that did nothing"));
}

std::string RestsOnInFull(const PlannedEffect& effect) {
  std::string text = absl::StrFormat("%s: %.1f points", RestsOn(effect), effect.points);
  if (!effect.measured()) return text;
  absl::StrAppendFormat(&text, " (80 %% interval %.1f to %.1f)", effect.low, effect.high);
  if (DidNotHelp(effect.verdict)) absl::StrAppend(&text, "; it ", InWords(effect.verdict));
  return text;
}

}  // namespace pcsp::planning

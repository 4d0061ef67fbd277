// Rule sets by name: which patterns in a chart are taken for more than chance.
#pragma once

#include <string>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"

namespace pcsp::assessments::spc {

enum class Rule {
  kPointOutside = 1,
  kShift = 2,
  kTrend = 3,
  kNearLimit = 4,
  kLongRun = 5,
  kFewCrossings = 6,
};

// Immutable.
struct RuleSet {
  absl::string_view name;
  bool run_chart = false;          // median and Anhoej's two rules; the rest is then of no interest
  int shift_points = 7;            // in a row on one side of the middle
  int trend_points = 7;            // in a row, each above (or each below) the one before
  bool near_takes_outside = true;  // whether a point beyond the limit is near it as well
  bool screen_ranges = true;       // moving ranges from 3.267 times their mean are left out, once
};

// `mdc-2019`: NHS "Making Data Count" as NHSRplotthedots has it (domain.md 3.7);
// `mdc-2019-trend-6`: a trend is six points; `mdc-2025`: points beyond a limit are near it too;
// `anhoej-2014`: for run charts (Anhoej and Olesen 2014).
absl::Span<const RuleSet> RuleSets();
inline constexpr absl::string_view kDefaultRuleSet = "mdc-2019";
inline constexpr absl::string_view kRunRuleSet = "anhoej-2014";
inline constexpr absl::string_view kRuleSetRule =
    "mdc-2019, mdc-2019-trend-6, mdc-2025 or anhoej-2014";
// Null when there is none of that name.
const RuleSet* FindRuleSet(absl::string_view name);

// What the rule is called in the set: "7 on one side of the mean".
std::string NameOf(Rule rule, const RuleSet& set);

}  // namespace pcsp::assessments::spc

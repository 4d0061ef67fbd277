#include "services/assessments/domain/spc/rules.h"

#include "absl/strings/str_cat.h"

namespace pcsp::assessments::spc {
namespace {

constexpr RuleSet kSets[] = {
    {.name = "mdc-2019", .near_takes_outside = false},
    {.name = "mdc-2019-trend-6", .trend_points = 6, .near_takes_outside = false},
    {.name = "mdc-2025"},
    {.name = "anhoej-2014", .run_chart = true},
};

}  // namespace

absl::Span<const RuleSet> RuleSets() { return kSets; }

const RuleSet* FindRuleSet(absl::string_view name) {
  for (const RuleSet& set : kSets) {
    if (set.name == name) return &set;
  }
  return nullptr;
}

std::string NameOf(Rule rule, const RuleSet& set) {
  switch (rule) {
    case Rule::kPointOutside:
      return "a point outside the limits";
    case Rule::kShift:
      return absl::StrCat(set.shift_points, " on one side of the mean");
    case Rule::kTrend:
      return absl::StrCat("a trend of ", set.trend_points);
    case Rule::kNearLimit:
      return "2 of 3 near a limit";
    case Rule::kLongRun:
      return "an unusually long run";
    case Rule::kFewCrossings:
      return "unusually few crossings";
  }
  return "";
}

}  // namespace pcsp::assessments::spc

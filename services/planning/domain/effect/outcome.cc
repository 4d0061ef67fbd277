#include "services/planning/domain/effect/outcome.h"

#include <cmath>
#include <set>

#include "absl/strings/str_cat.h"
#include "common/base/ids.h"

namespace pcsp::planning {
namespace {

constexpr double kWorthwhile = 2;  // points
constexpr double kSure = 0.75;     // methods.md 1.8: "probably"
constexpr int kMostAdopted = 20;

// Collects what is wrong with one outcome.
struct Check {
  absl::string_view prefix;
  Violations& violations;

  void Range(absl::string_view field, double value, double low, double high) const {
    if (value >= low && value <= high) return;  // false for NaN
    violations.Add(absl::StrCat(prefix, field), absl::StrCat(value),
                   absl::StrCat("a number from ", low, " to ", high));
  }
  void Range(absl::string_view field, std::optional<double> value, double low, double high) const {
    if (value) Range(field, *value, low, high);
  }
  void Id(absl::string_view field, absl::string_view value) const {
    if (!IsResourceId(value)) violations.Add(absl::StrCat(prefix, field), value, kResourceIdRule);
  }
};

void CheckAdopted(const Outcome& outcome, const Check& check) {
  std::set<std::string> seen;
  for (size_t i = 0; i < outcome.adopted.size(); ++i) {
    const std::string field = absl::StrCat("adopted[", i, "]");
    const std::string& id = outcome.adopted[i].solution;
    check.Id(field, id);
    if (!seen.insert(id).second) {
      check.violations.Add(absl::StrCat(check.prefix, field), id, "a solution that is new here");
    }
  }
  if (outcome.adopted.size() > kMostAdopted) {
    check.violations.Add(absl::StrCat(check.prefix, "adopted"),
                         absl::StrCat(outcome.adopted.size(), " solutions"),
                         absl::StrCat("at most ", kMostAdopted, " solutions"));
  }
}

}  // namespace

std::array<std::optional<double>, kContextTerms> SiteContext::Values() const {
  return {list_size, deprivation, rurality, staffing_per_1000};
}

double WeightOf(const Outcome& outcome) {
  return 1 / (outcome.s_e * outcome.s_e + outcome.sigma2 / outcome.post_n);
}

Story StoryOf(const Outcome& outcome) {
  const double sd = std::sqrt(outcome.pre_se * outcome.pre_se + outcome.sigma2 / outcome.post_n);
  const double z = (kWorthwhile - (outcome.post - outcome.pre)) / (sd * std::sqrt(2.0));
  const double better = std::erfc(z) / 2;
  if (better >= kSure) return Story::kHelped;
  return better <= 1 - kSure ? Story::kPersisted : Story::kUnclear;
}

void CheckContext(const SiteContext& context, absl::string_view prefix, Violations& violations) {
  const Check check{prefix, violations};
  check.Range("list_size", context.list_size, 0, 1e6);
  check.Range("deprivation", context.deprivation, 0, 100);
  check.Range("rurality", context.rurality, 0, 1);
  check.Range("staffing_per_1000", context.staffing_per_1000, 0, 1000);
}

void CheckOutcome(const Outcome& outcome, absl::string_view prefix, Violations& violations) {
  const Check check{prefix, violations};
  check.Id("site", outcome.site);
  check.Id("round", outcome.round);
  check.Id("issue", outcome.issue);
  check.Range("pre", outcome.pre, 0, 100);
  check.Range("pre_se", outcome.pre_se, 0, 50);
  check.Range("post", outcome.post, 0, 100);
  check.Range("post_n", outcome.post_n, 1, 100000);
  check.Range("sigma2", outcome.sigma2, 1, 2500);
  check.Range("s_e", outcome.s_e, 0, 50);
  CheckContext(outcome.context, absl::StrCat(prefix, "context."), violations);
  check.Range("fidelity_pre", outcome.fidelity_pre, 0, 100);
  check.Range("fidelity_post", outcome.fidelity_post, 0, 100);
  CheckAdopted(outcome, check);
  if (outcome.started && outcome.measured && *outcome.measured < *outcome.started) {
    violations.Add(absl::StrCat(prefix, "measured"), absl::FormatCivilTime(*outcome.measured),
                   absl::StrCat("a day from ", absl::FormatCivilTime(*outcome.started),
                                " on, when it started"));
  }
}

}  // namespace pcsp::planning

#include "services/diagnosis/domain/knowledge/rules/profiles.h"

#include <cmath>
#include <set>

#include "absl/strings/str_cat.h"

namespace pcsp::diagnosis {
namespace {

constexpr double kLeastShare = 1e-6;  // keeps likelihoods of many answers above zero

bool CheckProfile(const std::vector<double>& profile, size_t categories, const Spot& at,
                  Faults* faults) {
  double sum = 0;
  bool ok = profile.size() == categories, open = true;
  for (double share : profile) {
    ok = ok && share >= 0 && share <= 1;
    open = open && share >= kLeastShare && share < 1;
    sum += share;
  }
  ok = ok && std::abs(sum - 1) <= 1e-6;
  const std::string given = absl::StrCat(profile.size(), " values with sum ", sum);
  const std::string expected =
      absl::StrCat(categories, " values above 0 with sum 1, one for each category");
  if (ok) {
    faults->RequireOfAuthors(open, at, given, expected);
  } else {
    faults->Add(at, given, expected);
  }
  return ok;
}

// The not-relevant kinds stand beside the scale.
void CheckMonotone(const Indicator& indicator, const Spot& at, Faults* faults) {
  bool rises = false, falls = false;
  double before = -1;
  for (size_t k = 0; k < indicator.categories.size(); ++k) {
    if (IsNotRelevant(indicator.categories[k])) continue;
    const double ratio = indicator.troubled[k] / indicator.healthy[k];
    if (before >= 0 && ratio > before * (1 + 1e-9)) rises = true;
    if (before >= 0 && ratio < before * (1 - 1e-9)) falls = true;
    before = ratio;
  }
  faults->RequireOfAuthors(!rises, at.Key("troubled"), rises && falls ? "rises and falls" : "rises",
                           "troubled/healthy that never rises from the worst category to the best");
  faults->RequireOfAuthors(rises || falls, at.Key("troubled"), "",
                           "a profile that differs from healthy");
}

}  // namespace

void CheckProfiles(const Indicator& indicator, const Spot& at, Faults* faults) {
  const std::set<std::string> distinct(indicator.categories.begin(), indicator.categories.end());
  faults->Require(distinct.size() >= 2 && distinct.size() == indicator.categories.size(),
                  at.Key("categories"), "", "two or more categories, each named once");
  const bool healthy = CheckProfile(indicator.healthy, distinct.size(), at.Key("healthy"), faults);
  const bool troubled =
      CheckProfile(indicator.troubled, distinct.size(), at.Key("troubled"), faults);
  if (healthy && troubled && distinct.size() == indicator.categories.size()) {
    CheckMonotone(indicator, at, faults);
  }
}

}  // namespace pcsp::diagnosis

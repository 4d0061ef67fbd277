// Sites in classes: coarse enough that many share one.
#pragma once

#include <compare>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "services/planning/domain/stories/site_facts.h"

namespace pcsp::planning {

// Where a third of the sites that are known ends, and the second.
struct Thirds {
  std::optional<double> first, second;  // nothing: nobody is known

  static Thirds Of(std::vector<double> values);
  // 1 to 3; 0 when not known.
  int ThirdOf(std::optional<double> value) const;
};

enum class Setting { kNotKnown, kUrban, kRural };

// Of people on the list: below 4,000, 8,000, 12,000, 18,000, or more: 1 to 5; 0 when not known.
int SizeBandOf(std::optional<double> list_size);

// 0, kNotKnown and "" stand for what is not known, and for what is not said.
struct SiteKind {
  Level level = Level::kPractice;
  int size = 0;  // the band
  Setting setting = Setting::kNotKnown;
  int deprivation = 0;          // the third, greater is more deprived
  std::string clinical_system;  // in lower case

  auto operator<=>(const SiteKind&) const = default;
};

// How many traits Less() can take away: clinical system, deprivation, setting, size.
inline constexpr int kTraits = 4;
// Without the first `lost` of these.
SiteKind Less(SiteKind kind, int lost);

// Deprivation has no unit of its own: thirds of a programme's sites.
struct KindScale {
  Thirds deprivation;

  static KindScale Of(const std::vector<SiteFacts>& sites);
  SiteKind KindOf(const SiteFacts& site) const;
};

// "practice", "steering group" or "whole system" with its article and, where both sizes are said,
// how `teller` compares with `listener`: "a practice of similar size", "a larger practice".
std::string KindInWords(const SiteKind& teller, const SiteKind& listener);

// In what else they are alike, a phrase each: "rural as well", "as deprived", "on the same clinical
// system". What differs, or is not said, is left out.
std::vector<std::string> LikenessInWords(const SiteKind& teller, const SiteKind& listener);

}  // namespace pcsp::planning

#include "services/planning/domain/stories/site_kind.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"

namespace pcsp::planning {
namespace {

constexpr double kRuralFrom = 0.5;
constexpr double kBands[] = {4000, 8000, 12000, 18000};

Setting SettingOf(std::optional<double> rurality) {
  if (!rurality) return Setting::kNotKnown;
  return *rurality >= kRuralFrom ? Setting::kRural : Setting::kUrban;
}

absl::string_view SizeInWords(int teller, int listener) {
  if (teller > listener) return "a larger ";
  return teller < listener ? "a smaller " : "a ";
}

}  // namespace

Thirds Thirds::Of(std::vector<double> values) {
  Thirds thirds;
  if (values.empty()) return thirds;
  std::sort(values.begin(), values.end());
  thirds.first = values[(values.size() - 1) / 3];
  thirds.second = values[(values.size() - 1) * 2 / 3];
  return thirds;
}

int Thirds::ThirdOf(std::optional<double> value) const {
  if (!value || !first || !second) return 0;
  if (*value <= *first) return 1;
  return *value <= *second ? 2 : 3;
}

int SizeBandOf(std::optional<double> list_size) {
  if (!list_size) return 0;
  const auto above = std::upper_bound(std::begin(kBands), std::end(kBands), *list_size);
  return static_cast<int>(above - std::begin(kBands)) + 1;
}

SiteKind Less(SiteKind kind, int lost) {
  if (lost > 0) kind.clinical_system.clear();
  if (lost > 1) kind.deprivation = 0;
  if (lost > 2) kind.setting = Setting::kNotKnown;
  if (lost > 3) kind.size = 0;
  return kind;
}

KindScale KindScale::Of(const std::vector<SiteFacts>& sites) {
  std::vector<double> deprivations;
  for (const SiteFacts& site : sites) {
    if (site.context.deprivation) deprivations.push_back(*site.context.deprivation);
  }
  return {Thirds::Of(std::move(deprivations))};
}

SiteKind KindScale::KindOf(const SiteFacts& site) const {
  return {site.level, SizeBandOf(site.context.list_size), SettingOf(site.context.rurality),
          deprivation.ThirdOf(site.context.deprivation),
          absl::AsciiStrToLower(site.clinical_system)};
}

std::string KindInWords(const SiteKind& teller, const SiteKind& listener) {
  const absl::string_view noun = LevelInWords(teller.level);
  if (teller.level != listener.level || teller.size == 0 || listener.size == 0) {
    return absl::StrCat("a ", noun);
  }
  return absl::StrCat(SizeInWords(teller.size, listener.size), noun,
                      teller.size == listener.size ? " of similar size" : "");
}

std::vector<std::string> LikenessInWords(const SiteKind& teller, const SiteKind& listener) {
  std::vector<std::string> alike;
  if (teller.setting == listener.setting && teller.setting != Setting::kNotKnown) {
    alike.emplace_back(teller.setting == Setting::kRural ? "rural as well" : "urban as well");
  }
  if (teller.deprivation == listener.deprivation && teller.deprivation != 0) {
    alike.emplace_back("as deprived");
  }
  if (teller.clinical_system == listener.clinical_system && !teller.clinical_system.empty()) {
    alike.emplace_back("on the same clinical system");
  }
  return alike;
}

}  // namespace pcsp::planning

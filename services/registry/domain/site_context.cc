#include "services/registry/domain/site_context.h"

#include <algorithm>
#include <iterator>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "services/registry/domain/text_rules.h"

namespace pcsp::registry {
namespace {

constexpr absl::string_view kWords[] = {"",      "gp",        "nurse", "direct_patient_care",
                                        "admin", "leadership"};

constexpr absl::string_view kRuralities[] = {
    "urban",
    "rural",
    // 2011
    "urban major conurbation",
    "urban minor conurbation",
    "urban city and town",
    "urban city and town in a sparse setting",
    "rural town and fringe",
    "rural town and fringe in a sparse setting",
    "rural village and dispersed",
    "rural village and dispersed in a sparse setting",
    // 2021
    "urban: nearer to a major town or city",
    "urban: further from a major town or city",
    "larger rural: nearer to a major town or city",
    "larger rural: further from a major town or city",
    "smaller rural: nearer to a major town or city",
    "smaller rural: further from a major town or city",
};

}  // namespace

absl::string_view Word(StaffGroup group) { return kWords[static_cast<int>(group)]; }

StaffGroup StaffGroupOf(absl::string_view word) {
  const auto found = std::find(std::begin(kWords), std::end(kWords), word);
  return found == std::end(kWords) ? StaffGroup::kUnspecified
                                   : static_cast<StaffGroup>(found - std::begin(kWords));
}

std::string TidyRurality(absl::string_view text) { return absl::AsciiStrToLower(TidyLine(text)); }

absl::Span<const absl::string_view> Ruralities() { return kRuralities; }

void Validate(const SiteContext& context, Violations& violations) {
  if (context.effective_date == kSinceAlways) {
    violations.Add("site_context.effective_date", "", kDateRule);
  }
  if (context.list_size && (*context.list_size < 0 || *context.list_size > kMostPatients)) {
    violations.Add("site_context.list_size", absl::StrCat(*context.list_size),
                   absl::StrCat("0 to ", kMostPatients));
  }
  if (context.deprivation_decile &&
      (*context.deprivation_decile < 1 || *context.deprivation_decile > 10)) {
    violations.Add("site_context.deprivation_decile", absl::StrCat(*context.deprivation_decile),
                   "1 to 10");
  }
  const bool known = std::find(std::begin(kRuralities), std::end(kRuralities), context.rurality) !=
                     std::end(kRuralities);
  if (!context.rurality.empty() && !known) {
    violations.Add("site_context.rurality", context.rurality, kRuralityRule);
  }
  if (!IsLine(context.clinical_system, 0, kMostSystemCharacters)) {
    violations.Add("site_context.clinical_system", context.clinical_system, kClinicalSystemRule);
  }
  for (const auto& [group, people] : context.headcounts) {
    if (people >= 0 && people <= kMostPeople) continue;
    violations.Add(absl::StrCat("site_context.headcounts[", Word(group), "].people"),
                   absl::StrCat(people), absl::StrCat("0 to ", kMostPeople));
  }
}

}  // namespace pcsp::registry

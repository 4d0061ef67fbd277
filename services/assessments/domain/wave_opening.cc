#include "services/assessments/domain/wave_opening.h"

#include <utility>

#include "absl/strings/str_cat.h"

namespace pcsp::assessments {
namespace {

// Words are shown of whole sites, never of a staff group.
OpeningReach ReachOf(const PrivacyPolicy& policy, const WaveSite& site,
                     std::optional<StaffGroup> group, int people) {
  return {.organisation = site.organisation,
          .group = group,
          .people = people,
          .means = people >= policy.min_group_size,
          .distributions = people >= policy.min_distribution_size,
          .free_text = !group && people >= policy.min_free_text_size};
}

void AddReach(const PrivacyPolicy& policy, const WaveSite& site, std::vector<OpeningReach>& reach) {
  if (site.people() == 0) return;
  reach.push_back(ReachOf(policy, site, std::nullopt, site.people()));
  for (int g = 0; g < kStaffGroups; ++g) {
    if (site.headcount[g] == 0) continue;
    reach.push_back(ReachOf(policy, site, static_cast<StaffGroup>(g + 1), site.headcount[g]));
  }
}

SizeReach SizeOf(std::string size, int least, bool OpeningReach::*passes,
                 const std::vector<OpeningReach>& reach) {
  SizeReach counted{.size = std::move(size), .least = least};
  for (const OpeningReach& one : reach) {
    if (one.*passes) ++(one.group ? counted.groups : counted.sites);
  }
  return counted;
}

// What can be shown from a size on.
std::string ShownFrom(const SizeReach& size) {
  if (size.size == "min_group_size") return "means are shown";
  if (size.size == "min_free_text_size") return "people's own words are shown";
  return "numbers are exact and answers are shown one beside the other";
}

}  // namespace

WaveOpening OpeningOf(const Wave& wave, size_t given, const std::vector<WaveSite>& frozen) {
  WaveOpening opening{.sites = static_cast<int>(frozen.size()),
                      .left_out = static_cast<int>(given - frozen.size())};
  const PrivacyPolicy policy = wave.policy();
  for (const WaveSite& site : frozen) {
    opening.people += site.people();
    if (site.people() == 0) {
      ++opening.headcount_unknown;
    } else if (!MayBeShown(wave, site.people())) {
      opening.cannot_pass.push_back(site);
    }
    AddReach(policy, site, opening.reach);
  }
  opening.sizes = {
      SizeOf("min_group_size", policy.min_group_size, &OpeningReach::means, opening.reach),
      SizeOf("min_distribution_size", policy.min_distribution_size, &OpeningReach::distributions,
             opening.reach),
      SizeOf("min_free_text_size", policy.min_free_text_size, &OpeningReach::free_text,
             opening.reach)};
  return opening;
}

std::string WhyItCannotPass(const Wave& wave, const WaveSite& site) {
  const std::string people =
      site.people() == 1 ? "1 person" : absl::StrCat(site.people(), " people");
  return absl::StrCat("Of ", people,
                      " nothing is shown by itself, because the wave's least group is ",
                      wave.min_group_size,
                      ". Their answers count where sites are taken together; a team so small can "
                      "agree on one answer (SubmitTeamConsensus).");
}

std::string ReachInWords(const SizeReach& size, int sites) {
  std::string text = absl::StrCat("From ", size.least, " answers on ", ShownFrom(size),
                                  ": possible at ", size.sites, " of ", sites, " sites");
  if (size.size != "min_free_text_size") {
    absl::StrAppend(&text, ", and for ", size.groups,
                    size.groups == 1 ? " staff group" : " staff groups", " of a site by itself");
  }
  return absl::StrCat(text, ".");
}

}  // namespace pcsp::assessments

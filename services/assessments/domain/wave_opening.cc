#include "services/assessments/domain/wave_opening.h"

#include "absl/strings/str_cat.h"

namespace pcsp::assessments {

WaveOpening OpeningOf(const Wave& wave, size_t given, const std::vector<WaveSite>& frozen) {
  WaveOpening opening{.sites = static_cast<int>(frozen.size()),
                      .left_out = static_cast<int>(given - frozen.size())};
  for (const WaveSite& site : frozen) {
    opening.people += site.people();
    if (site.people() == 0) {
      ++opening.headcount_unknown;
    } else if (!MayBeShown(wave, site.people())) {
      opening.cannot_pass.push_back(site);
    }
  }
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

}  // namespace pcsp::assessments

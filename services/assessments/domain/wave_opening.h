// The sites that a wave opens over, held against its privacy policy.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "services/assessments/domain/wave.h"

namespace pcsp::assessments {

// How far a size of the privacy policy reaches, if everybody answers.
struct SizeReach {
  std::string size;  // "min_distribution_size"
  int least = 0;     // people
  int sites = 0;     // with as many
  int groups = 0;    // staff groups with as many by themselves; of words none, they are never shown
};

// What may be shown at most of a site, or of a staff group of it by itself.
struct OpeningReach {
  std::string organisation;
  std::optional<StaffGroup> group;  // nothing: the whole site
  int people = 0;
  bool means = false, distributions = false, free_text = false;
};

struct WaveOpening {
  int sites = 0;                      // that are asked
  int left_out = 0;                   // of a level that no instrument is for
  int people = 0;                     // who could answer, as far as it is known
  int headcount_unknown = 0;          // sites
  std::vector<WaveSite> cannot_pass;  // with fewer people than min_group_size, by organisation
  std::vector<SizeReach> sizes;       // of the policy, the least strict first
  std::vector<OpeningReach> reach;    // each site with people, then its staff groups that have any
};

// `frozen` is what FreezeSites() makes of `given` sites.
WaveOpening OpeningOf(const Wave& wave, size_t given, const std::vector<WaveSite>& frozen);

// Why a site cannot pass and what can be done, in a sentence.
std::string WhyItCannotPass(const Wave& wave, const WaveSite& site);
// What a size means for the wave, in a sentence.
std::string ReachInWords(const SizeReach& size, int sites);

}  // namespace pcsp::assessments

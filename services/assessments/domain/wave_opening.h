// The sites that a wave opens over, held against its privacy policy.
#pragma once

#include <string>
#include <vector>

#include "services/assessments/domain/wave.h"

namespace pcsp::assessments {

struct WaveOpening {
  int sites = 0;                      // that are asked
  int left_out = 0;                   // of a level that no instrument is for
  int people = 0;                     // who could answer, as far as it is known
  int headcount_unknown = 0;          // sites
  std::vector<WaveSite> cannot_pass;  // with fewer people than min_group_size, by organisation
};

// `frozen` is what FreezeSites() makes of `given` sites.
WaveOpening OpeningOf(const Wave& wave, size_t given, const std::vector<WaveSite>& frozen);

// Why a site cannot pass and what can be done, in a sentence.
std::string WhyItCannotPass(const Wave& wave, const WaveSite& site);

}  // namespace pcsp::assessments

// From figures to messages, under disclosure control: the only way for answers out of this service.
#pragma once

#include "pcsp/assessments/v1/results.pb.h"
#include "services/assessments/rpc/convert.h"
#include "services/assessments/rpc/wave_results.h"

namespace pcsp::assessments {

// The results of one site: nothing but the reason when fewer answered than the wave's minimum
// group size, and the same for each construct and item by itself.
pb::SiteResults ToSiteResults(const WaveResults& results, const WaveSite& site, bool full);

// The evidence of one site, under the same rule.
pb::SiteEvidence ToSiteEvidence(const WaveResults& results, const WaveSite& site);

}  // namespace pcsp::assessments

// What the wave before found of each site, and what has been done about it since.
#pragma once

#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"
#include "gateway/clients.h"
#include "gateway/flows/names.h"
#include "gateway/flows/wave_evidence.h"
#include "pcsp/assessments/v1/wave.pb.h"

namespace pcsp::gateway {

// By organisation.
using EarlierBySite = absl::flat_hash_map<std::string, std::vector<diagnosis::v1::EarlierFinding>>;

// What is known before `wave` of each of `wanted`: from the last wave that closed before it did,
// the findings, as they were when it closed, of the site's own level that had evidence of their own
// and that the knowledge base in force still has. Actions that the site completed between the two
// waves speak for remission. Errors of the calls.
absl::StatusOr<EarlierBySite> FindEarlier(
    Clients& clients, const assessments::v1::Wave& wave, const WaveEvidence& evidence,
    const std::vector<const assessments::v1::SiteEvidence*>& wanted);

// The chance that a completed action has ended an issue that it answered, by its last review.
double RemissionBy(planning::v1::ReviewOutcome outcome);

}  // namespace pcsp::gateway

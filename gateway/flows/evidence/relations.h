// What the other sites of a wave say of each, from the diagnosis service.
#pragma once

#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"
#include "gateway/clients.h"
#include "gateway/flows/wave_evidence.h"
#include "pcsp/diagnosis/v1/relations.pb.h"

namespace pcsp::gateway {

// By organisation.
using SurroundingsBySite = absl::flat_hash_map<std::string, diagnosis::v1::Surroundings>;

// The sites of the wave and those that they name as above them, those above first, each with what
// is known of it alone. Of the trees that `wanted` stand in only.
std::vector<diagnosis::v1::RelatedSite> RelatedSites(
    const WaveEvidence& evidence, const std::vector<const assessments::v1::SiteEvidence*>& wanted);

// Of each of `wanted`; without those of which the service can make nothing, such as a site whose
// parents are not of a level above it, or a knowledge base that lets no site hear another: they are
// diagnosed by themselves. Empty where the service is of a release that knows no relations.
absl::StatusOr<SurroundingsBySite> RelateSites(
    Clients& clients, const std::string& programme, const WaveEvidence& evidence,
    const std::vector<const assessments::v1::SiteEvidence*>& wanted);

}  // namespace pcsp::gateway

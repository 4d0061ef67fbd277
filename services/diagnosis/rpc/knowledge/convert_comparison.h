// Differences between versions of a knowledge base as messages.
#pragma once

#include "pcsp/diagnosis/v1/diagnosis_service.pb.h"
#include "services/diagnosis/domain/comparison/readings.h"

namespace pcsp::diagnosis {

void ToProto(const Change& change, v1::KnowledgeBaseChange* to);

// All but where the evidence comes from.
void ToProto(const SiteDifference& site, v1::SiteDifference* to);

}  // namespace pcsp::diagnosis

// The dictionary between the contract and the domain for what changes.
#pragma once

#include <vector>

#include "pcsp/diagnosis/v1/change.pb.h"
#include "services/diagnosis/domain/change/finding_change.h"
#include "services/diagnosis/domain/diagnosis.h"

namespace pcsp::diagnosis {

std::vector<FindingState> StatesOf(const Model& model, const Diagnosis& diagnosis);
std::vector<FindingState> StatesOf(const v1::Diagnosis& diagnosis);
void ToProto(const FindingChange& change, v1::FindingChange* to);

// Of each finding only the strongest reasons, so many each way; the rest joins the sum of the
// others, so that the parts still add up.
void KeepStrongest(int each_way, v1::Diagnosis* diagnosis);

}  // namespace pcsp::diagnosis

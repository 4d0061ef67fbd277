// The dictionary between what sites say of each other and its messages.
#pragma once

#include "pcsp/diagnosis/v1/relations.pb.h"
#include "services/diagnosis/domain/programme/relations.h"

namespace pcsp::diagnosis {

SurroundingEvidence FromProto(const v1::Surroundings& surroundings);
// Without the hash of what they were worked out by.
v1::Surroundings ToProto(const SurroundingEvidence& around);

RelatedSite FromProto(const v1::RelatedSite& site);

}  // namespace pcsp::diagnosis

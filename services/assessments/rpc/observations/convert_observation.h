// Between messages and the domain: observations.
#pragma once

#include "common/base/error.h"
#include "pcsp/assessments/v1/observation.pb.h"
#include "services/assessments/domain/observations/observation.h"

namespace pcsp::assessments {

namespace pb = ::pcsp::assessments::v1;

// Without the note, but saying whether there is one.
pb::Observation ToProto(const Observation& observation);

// The fields that a caller sets, as fields `observation.kind`; the name is `of`.
Observation FromProto(const ObservationName& of, const pb::Observation& message,
                      Violations& violations);

}  // namespace pcsp::assessments

// Between messages and instruments.
#pragma once

#include <string>

#include "common/base/error.h"
#include "pcsp/assessments/v1/instrument.pb.h"
#include "services/assessments/domain/instrument.h"
#include "services/assessments/domain/instruments/edition.h"

namespace pcsp::assessments {

namespace pb = ::pcsp::assessments::v1;

// What is built in: published, without an etag.
pb::Instrument ToProto(const Instrument& instrument);
pb::Instrument ToProto(const Edition& edition);

// What cannot be read is added to `violations` under `instrument.`; an id that names nothing reads
// as the first scale, or no section. The name is left to the caller.
Instrument FromProto(const pb::Instrument& message, Violations& violations);

}  // namespace pcsp::assessments

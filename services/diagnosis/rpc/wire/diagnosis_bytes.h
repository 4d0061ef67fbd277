// What is concluded, as a serialised pcsp.diagnosis.v1.Diagnosis.
#pragma once

#include "services/diagnosis/domain/diagnosis.h"
#include "services/diagnosis/rpc/wire/backwards_writer.h"

namespace pcsp::diagnosis {

// Writes all fields that a diagnosis has before it is stored or signed (Footing::Sign).
void WriteDiagnosis(const Model& model, const Diagnosis& diagnosis, BackwardsWriter* out);

}  // namespace pcsp::diagnosis

// A diagnosis under way to its caller.
#pragma once

#include "services/diagnosis/domain/diagnosis.h"
#include "services/diagnosis/rpc/learning/footing.h"
#include "services/diagnosis/rpc/wire/backwards_writer.h"

namespace pcsp::diagnosis {

// What is concluded, and what it rests on.
struct Conclusion {
  Footing footing;
  Diagnosis diagnosis;
};

// As a signed v1::Diagnosis.
void Write(const Conclusion& conclusion, BackwardsWriter* out);
v1::Diagnosis ToProto(const Conclusion& conclusion);

}  // namespace pcsp::diagnosis

#include "services/diagnosis/rpc/inline/conclusion.h"

#include "services/diagnosis/rpc/convert.h"
#include "services/diagnosis/rpc/wire/diagnosis_bytes.h"

namespace pcsp::diagnosis {

// Fields of a message may come in any order, so the signature can stand behind the rest.
void Write(const Conclusion& conclusion, BackwardsWriter* out) {
  v1::Diagnosis signature;
  conclusion.footing.Sign(conclusion.diagnosis.level, &signature);
  out->Raw(signature.SerializeAsString());
  WriteDiagnosis(conclusion.footing.model(), conclusion.diagnosis, out);
}

v1::Diagnosis ToProto(const Conclusion& conclusion) {
  v1::Diagnosis to = ToProto(conclusion.footing.model(), conclusion.diagnosis);
  conclusion.footing.Sign(conclusion.diagnosis.level, &to);
  return to;
}

}  // namespace pcsp::diagnosis

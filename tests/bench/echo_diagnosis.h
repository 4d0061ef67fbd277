// The least that a typed gRPC method with Diagnose's messages can do: read one, write the other.
#pragma once

#include <string>

#include "pcsp/diagnosis/v1/diagnosis_service.grpc.pb.h"

namespace pcsp::bench {

// Thread-safe.
class EchoDiagnosis final : public diagnosis::v1::DiagnosisService::CallbackService {
 public:
  // `reply` is a serialised Diagnosis, as the product gave it.
  explicit EchoDiagnosis(const std::string& reply) { reply_.ParseFromString(reply); }

  grpc::ServerUnaryReactor* Diagnose(grpc::CallbackServerContext* context,
                                     const diagnosis::v1::DiagnoseRequest*,
                                     diagnosis::v1::Diagnosis* response) override {
    *response = reply_;
    auto* reactor = context->DefaultReactor();
    reactor->Finish(grpc::Status::OK);
    return reactor;
  }

 private:
  diagnosis::v1::Diagnosis reply_;
};

}  // namespace pcsp::bench

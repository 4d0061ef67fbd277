// The services of FakeServices, one by one, and what they have in common.
#pragma once

#include <memory>

#include "common/base/error.h"
#include "tests/gateway/flows/fake_services.h"

namespace pcsp::gateway::testing {

using Context = grpc::CallbackServerContext;
using Reactor = grpc::ServerUnaryReactor;

inline Reactor* Finish(Context* context, const absl::Status& status = absl::OkStatus()) {
  auto* reactor = context->DefaultReactor();
  reactor->Finish(rpc::ToGrpcStatus(status));
  return reactor;
}

// What a service says that has lost its store.
inline absl::Status Away() {
  return MakeError(absl::StatusCode::kUnavailable, "Away.", {.reason = "STORAGE_UNAVAILABLE"});
}

// Each answers from `all`, which must outlive it.
std::shared_ptr<grpc::Service> FakeRegistry(FakeServices* all);
std::shared_ptr<grpc::Service> FakeAssessments(FakeServices* all);
std::shared_ptr<grpc::Service> FakeDiagnosis(FakeServices* all);
std::shared_ptr<grpc::Service> FakePlanning(FakeServices* all);
std::shared_ptr<grpc::Service> FakeTraining(FakeServices* all);

}  // namespace pcsp::gateway::testing

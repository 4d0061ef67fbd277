// What the steps of playing the sample's training share.
#pragma once

#include <string>

#include "absl/strings/str_cat.h"
#include "gateway/cli/sample_play/loader.h"
#include "gateway/cli/session.h"
#include "gateway/flows/pages.h"

namespace pcsp::cli {

using TrainingStub = planning::v1::TrainingService::Stub;

inline std::string SampleParent() { return absl::StrCat("programmes/", kSampleProgramme); }
inline std::string SampleName(const char* collection, const std::string& id) {
  return absl::StrCat(SampleParent(), "/", collection, "/", id);
}

// One step, with a request id that is always the same.
template <typename Request, typename Response>
absl::Status DoTraining(Session& session,
                        grpc::Status (TrainingStub::*method)(grpc::ClientContext*, const Request&,
                                                             Response*),
                        Request request, const std::string& step) {
  request.set_request_id(SampleRequestId(step));
  return DoneOrExists(
      gateway::Ask(*session.clients().training, method, request, session.deadline()).status());
}

}  // namespace pcsp::cli

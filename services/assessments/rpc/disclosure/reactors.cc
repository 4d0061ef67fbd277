#include "services/assessments/rpc/disclosure/reactors.h"

#include "services/assessments/rpc/disclosure/group_methods.h"
#include "services/assessments/rpc/disclosure/words_methods.h"

namespace pcsp::assessments {

grpc::ServerUnaryReactor* GroupReactors::GetGroupResults(grpc::CallbackServerContext* context,
                                                         const pb::GetGroupResultsRequest* request,
                                                         pb::GroupResults* response) {
  return Pooled(context, request, response, "GetGroupResults", [this](const auto&... arguments) {
    return options_.groups->GetGroupResults(arguments...);
  });
}

grpc::ServerUnaryReactor* GroupReactors::GetWords(grpc::CallbackServerContext* context,
                                                  const pb::GetWordsRequest* request,
                                                  pb::WaveWords* response) {
  return Pooled(context, request, response, "GetWords", [this](const auto&... arguments) {
    return options_.words->GetWords(arguments...);
  });
}

grpc::ServerUnaryReactor* GroupReactors::ReleaseGroupResults(
    grpc::CallbackServerContext* context, const pb::ReleaseGroupResultsRequest* request,
    pb::GroupResults* response) {
  return Pooled(context, request, response, "ReleaseGroupResults",
                [this](const auto&... arguments) {
                  return options_.groups->ReleaseGroupResults(arguments...);
                });
}

}  // namespace pcsp::assessments

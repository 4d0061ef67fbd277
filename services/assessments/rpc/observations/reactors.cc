#include "services/assessments/rpc/observations/reactors.h"

#include <utility>

namespace pcsp::assessments {

using grpc::CallbackServerContext;
using grpc::ServerUnaryReactor;

ObservationReactors::ObservationReactors(Options options)
    : MeasureReactors(std::move(options)), observation_methods_(options_.evidence, &tokens_) {}

ServerUnaryReactor* ObservationReactors::CreateObservation(
    CallbackServerContext* context, const pb::CreateObservationRequest* request,
    pb::Observation* response) {
  return Pooled(context, request, response, "CreateObservation", [this](const auto&... arguments) {
    return observation_methods_.CreateObservation(arguments...);
  });
}

ServerUnaryReactor* ObservationReactors::GetObservation(CallbackServerContext* context,
                                                        const pb::GetObservationRequest* request,
                                                        pb::Observation* response) {
  return Pooled(context, request, response, "GetObservation", [this](const auto&... arguments) {
    return observation_methods_.GetObservation(arguments...);
  });
}

ServerUnaryReactor* ObservationReactors::ListObservations(
    CallbackServerContext* context, const pb::ListObservationsRequest* request,
    pb::ListObservationsResponse* response) {
  return Pooled(context, request, response, "ListObservations", [this](const auto&... arguments) {
    return observation_methods_.ListObservations(arguments...);
  });
}

ServerUnaryReactor* ObservationReactors::UpdateObservation(
    CallbackServerContext* context, const pb::UpdateObservationRequest* request,
    pb::Observation* response) {
  return Pooled(context, request, response, "UpdateObservation", [this](const auto&... arguments) {
    return observation_methods_.UpdateObservation(arguments...);
  });
}

ServerUnaryReactor* ObservationReactors::DeleteObservation(
    CallbackServerContext* context, const pb::DeleteObservationRequest* request,
    pb::DeleteObservationResponse* response) {
  return Pooled(context, request, response, "DeleteObservation", [this](const auto&... arguments) {
    return observation_methods_.DeleteObservation(arguments...);
  });
}

ServerUnaryReactor* ObservationReactors::ListSiteFacts(CallbackServerContext* context,
                                                       const pb::ListSiteFactsRequest* request,
                                                       pb::ListSiteFactsResponse* response) {
  return Pooled(context, request, response, "ListSiteFacts", [this](const auto&... arguments) {
    return observation_methods_.ListSiteFacts(arguments...);
  });
}

ServerUnaryReactor* ObservationReactors::SetCountedFacts(CallbackServerContext* context,
                                                         const pb::SetCountedFactsRequest* request,
                                                         pb::SetCountedFactsResponse* response) {
  return Pooled(context, request, response, "SetCountedFacts", [this](const auto&... arguments) {
    return observation_methods_.SetCountedFacts(arguments...);
  });
}

ServerUnaryReactor* ObservationReactors::ListEvidenceChanges(
    CallbackServerContext* context, const pb::ListEvidenceChangesRequest* request,
    pb::ListEvidenceChangesResponse* response) {
  return Pooled(context, request, response, "ListEvidenceChanges",
                [this](const auto&... arguments) {
                  return observation_methods_.ListEvidenceChanges(arguments...);
                });
}

}  // namespace pcsp::assessments

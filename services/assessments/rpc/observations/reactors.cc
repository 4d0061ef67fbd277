#include "services/assessments/rpc/assessment_service.h"

namespace pcsp::assessments {

using grpc::CallbackServerContext;
using grpc::ServerUnaryReactor;

ServerUnaryReactor* AssessmentService::CreateObservation(
    CallbackServerContext* context, const pb::CreateObservationRequest* request,
    pb::Observation* response) {
  return Pooled(context, request, response, "CreateObservation", [this](const auto&... arguments) {
    return observation_methods_.CreateObservation(arguments...);
  });
}

ServerUnaryReactor* AssessmentService::GetObservation(CallbackServerContext* context,
                                                      const pb::GetObservationRequest* request,
                                                      pb::Observation* response) {
  return Pooled(context, request, response, "GetObservation", [this](const auto&... arguments) {
    return observation_methods_.GetObservation(arguments...);
  });
}

ServerUnaryReactor* AssessmentService::ListObservations(CallbackServerContext* context,
                                                        const pb::ListObservationsRequest* request,
                                                        pb::ListObservationsResponse* response) {
  return Pooled(context, request, response, "ListObservations", [this](const auto&... arguments) {
    return observation_methods_.ListObservations(arguments...);
  });
}

ServerUnaryReactor* AssessmentService::UpdateObservation(
    CallbackServerContext* context, const pb::UpdateObservationRequest* request,
    pb::Observation* response) {
  return Pooled(context, request, response, "UpdateObservation", [this](const auto&... arguments) {
    return observation_methods_.UpdateObservation(arguments...);
  });
}

ServerUnaryReactor* AssessmentService::DeleteObservation(
    CallbackServerContext* context, const pb::DeleteObservationRequest* request,
    pb::DeleteObservationResponse* response) {
  return Pooled(context, request, response, "DeleteObservation", [this](const auto&... arguments) {
    return observation_methods_.DeleteObservation(arguments...);
  });
}

ServerUnaryReactor* AssessmentService::ListSiteFacts(CallbackServerContext* context,
                                                     const pb::ListSiteFactsRequest* request,
                                                     pb::ListSiteFactsResponse* response) {
  return Pooled(context, request, response, "ListSiteFacts", [this](const auto&... arguments) {
    return observation_methods_.ListSiteFacts(arguments...);
  });
}

ServerUnaryReactor* AssessmentService::ListEvidenceChanges(
    CallbackServerContext* context, const pb::ListEvidenceChangesRequest* request,
    pb::ListEvidenceChangesResponse* response) {
  return Pooled(context, request, response, "ListEvidenceChanges",
                [this](const auto&... arguments) {
                  return observation_methods_.ListEvidenceChanges(arguments...);
                });
}

}  // namespace pcsp::assessments

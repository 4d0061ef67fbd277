#include <utility>

#include "absl/time/clock.h"
#include "services/assessments/rpc/assessment_service.h"
#include "services/assessments/rpc/consensus/consensus_methods.h"
#include "services/assessments/rpc/invitations/answer_methods.h"
#include "services/assessments/rpc/invitations/invitation_methods.h"
#include "services/assessments/rpc/stream/response_stream.h"

namespace pcsp::assessments {

using grpc::CallbackServerContext;
using grpc::ServerUnaryReactor;

ServerUnaryReactor* AssessmentService::IssueInvitations(CallbackServerContext* context,
                                                        const pb::IssueInvitationsRequest* request,
                                                        pb::IssueInvitationsResponse* response) {
  return Pooled(context, request, response, "IssueInvitations", [this](const auto&... arguments) {
    return options_.invitations->IssueInvitations(arguments...);
  });
}

ServerUnaryReactor* AssessmentService::ListOutstandingInvitations(
    CallbackServerContext* context, const pb::ListOutstandingInvitationsRequest* request,
    pb::ListOutstandingInvitationsResponse* response) {
  return Pooled(context, request, response, "ListOutstandingInvitations",
                [this](const auto&... arguments) {
                  return options_.invitations->ListOutstandingInvitations(arguments...);
                });
}

ServerUnaryReactor* AssessmentService::RevokeInvitations(
    CallbackServerContext* context, const pb::RevokeInvitationsRequest* request,
    pb::InvitationBatch* response) {
  return Pooled(context, request, response, "RevokeInvitations", [this](const auto&... arguments) {
    return options_.invitations->RevokeInvitations(arguments...);
  });
}

// When somebody answers is not for a log, so these are counted alone.
ServerUnaryReactor* AssessmentService::StartResponse(CallbackServerContext* context,
                                                     const pb::StartResponseRequest* request,
                                                     pb::StartResponseResponse* response) {
  return handler_.UnaryAsync(context, request, response, "StartResponse", rpc::Trace::kCounted,
                             [this](const rpc::Call&, const auto& given, auto done) {
                               options_.answers->StartResponse(given, std::move(done));
                             });
}

ServerUnaryReactor* AssessmentService::SaveDraft(CallbackServerContext* context,
                                                 const pb::SaveDraftRequest* request,
                                                 pb::SaveDraftResponse* response) {
  return handler_.UnaryAsync(context, request, response, "SaveDraft", rpc::Trace::kCounted,
                             [this](const rpc::Call&, const auto& given, auto done) {
                               options_.answers->SaveDraft(given, std::move(done));
                             });
}

grpc::ServerBidiReactor<pb::StreamResponsesRequest, pb::StreamResponsesResponse>*
AssessmentService::StreamResponses(CallbackServerContext*) {
  rpc::MethodMetrics* const metrics = options_.handler.metrics->Method(
      pb::AssessmentService::service_full_name(), "StreamResponses");
  metrics->Started();
  const auto submit = [this](const pb::SubmitResponseRequest& request, Submitted done) {
    SubmitResponse({}, request, std::move(done));
  };
  const auto ended = [metrics, started = absl::Now()](const absl::Status& status) {
    metrics->Finished(status.code(), absl::Now() - started);
  };
  return new ResponseStream(submit, ended);
}

ServerUnaryReactor* AssessmentService::PublishWave(CallbackServerContext* context,
                                                   const pb::PublishWaveRequest* request,
                                                   pb::Wave* response) {
  return Pooled(context, request, response, "PublishWave",
                [this](const rpc::Call& call, const pb::PublishWaveRequest& given) {
                  return Move("PublishWave", given.name(), [&](Wave wave) {
                    return Publish(std::move(wave), given.etag(), call.now);
                  });
                });
}

ServerUnaryReactor* AssessmentService::SubmitTeamConsensus(
    CallbackServerContext* context, const pb::SubmitTeamConsensusRequest* request,
    pb::TeamConsensus* response) {
  return Pooled(context, request, response, "SubmitTeamConsensus",
                [this](const auto&... arguments) {
                  return options_.consensus->SubmitTeamConsensus(arguments...);
                });
}

ServerUnaryReactor* AssessmentService::GetTeamConsensus(CallbackServerContext* context,
                                                        const pb::GetTeamConsensusRequest* request,
                                                        pb::TeamConsensus* response) {
  return Pooled(context, request, response, "GetTeamConsensus", [this](const auto&... arguments) {
    return options_.consensus->GetTeamConsensus(arguments...);
  });
}

ServerUnaryReactor* AssessmentService::ListTeamConsensus(
    CallbackServerContext* context, const pb::ListTeamConsensusRequest* request,
    pb::ListTeamConsensusResponse* response) {
  return Pooled(context, request, response, "ListTeamConsensus", [this](const auto&... arguments) {
    return options_.consensus->ListTeamConsensus(arguments...);
  });
}

}  // namespace pcsp::assessments

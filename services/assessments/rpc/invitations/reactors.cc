#include "services/assessments/rpc/invitations/reactors.h"

#include <utility>

#include "services/assessments/rpc/invitations/answer_methods.h"
#include "services/assessments/rpc/invitations/invitation_methods.h"

namespace pcsp::assessments {

using grpc::CallbackServerContext;
using grpc::ServerUnaryReactor;

ServerUnaryReactor* InvitationReactors::IssueInvitations(CallbackServerContext* context,
                                                         const pb::IssueInvitationsRequest* request,
                                                         pb::IssueInvitationsResponse* response) {
  return Pooled(context, request, response, "IssueInvitations", [this](const auto&... arguments) {
    return options_.invitations->IssueInvitations(arguments...);
  });
}

ServerUnaryReactor* InvitationReactors::PrintInvitations(CallbackServerContext* context,
                                                         const pb::PrintInvitationsRequest* request,
                                                         type::v1::Document* response) {
  return Pooled(context, request, response, "PrintInvitations", [this](const auto&... arguments) {
    return options_.invitations->PrintInvitations(arguments...);
  });
}

ServerUnaryReactor* InvitationReactors::ListOutstandingInvitations(
    CallbackServerContext* context, const pb::ListOutstandingInvitationsRequest* request,
    pb::ListOutstandingInvitationsResponse* response) {
  return Pooled(context, request, response, "ListOutstandingInvitations",
                [this](const auto&... arguments) {
                  return options_.invitations->ListOutstandingInvitations(arguments...);
                });
}

ServerUnaryReactor* InvitationReactors::RevokeInvitations(
    CallbackServerContext* context, const pb::RevokeInvitationsRequest* request,
    pb::InvitationBatch* response) {
  return Pooled(context, request, response, "RevokeInvitations", [this](const auto&... arguments) {
    return options_.invitations->RevokeInvitations(arguments...);
  });
}

// When somebody answers is not for a log, so these are counted alone.
ServerUnaryReactor* InvitationReactors::StartResponse(CallbackServerContext* context,
                                                      const pb::StartResponseRequest* request,
                                                      pb::StartResponseResponse* response) {
  return handler_.UnaryAsync(context, request, response, "StartResponse", rpc::Trace::kCounted,
                             [this](const rpc::Call&, const auto& given, auto done) {
                               options_.answers->StartResponse(given, std::move(done));
                             });
}

ServerUnaryReactor* InvitationReactors::SaveDraft(CallbackServerContext* context,
                                                  const pb::SaveDraftRequest* request,
                                                  pb::SaveDraftResponse* response) {
  return handler_.UnaryAsync(context, request, response, "SaveDraft", rpc::Trace::kCounted,
                             [this](const rpc::Call&, const auto& given, auto done) {
                               options_.answers->SaveDraft(given, std::move(done));
                             });
}

ServerUnaryReactor* InvitationReactors::ExportDraft(CallbackServerContext* context,
                                                    const pb::ExportDraftRequest* request,
                                                    pb::ExportDraftResponse* response) {
  return handler_.UnaryAsync(context, request, response, "ExportDraft", rpc::Trace::kCounted,
                             [this](const rpc::Call&, const auto& given, auto done) {
                               options_.answers->ExportDraft(given, std::move(done));
                             });
}

ServerUnaryReactor* InvitationReactors::ExportResponses(CallbackServerContext* context,
                                                        const pb::ExportResponsesRequest* request,
                                                        pb::ExportResponsesResponse* response) {
  return Pooled(context, request, response, "ExportResponses", [this](const auto&... arguments) {
    return options_.answers->ExportResponses(arguments...);
  });
}

}  // namespace pcsp::assessments

#include "services/planning/rpc/training/training_service.h"

namespace pcsp::planning::training {

using grpc::CallbackServerContext;
using grpc::ServerUnaryReactor;

ServerUnaryReactor* TrainingService::ListCompetences(CallbackServerContext* context,
                                                     const pb::ListCompetencesRequest* request,
                                                     pb::ListCompetencesResponse* response) {
  return handler_.Unary(context, request, response, "ListCompetences",
                        [this](const rpc::Call& call, const auto& message) {
                          return competence_.ListCompetences(call, message);
                        });
}

ServerUnaryReactor* TrainingService::GetCoverage(CallbackServerContext* context,
                                                 const pb::GetCoverageRequest* request,
                                                 pb::GetCoverageResponse* response) {
  return handler_.Unary(context, request, response, "GetCoverage",
                        [this](const rpc::Call& call, const auto& message) {
                          return competence_.GetCoverage(call, message);
                        });
}

ServerUnaryReactor* TrainingService::RecordTrainerStep(CallbackServerContext* context,
                                                       const pb::RecordTrainerStepRequest* request,
                                                       pb::Trainer* response) {
  return handler_.Unary(context, request, response, "RecordTrainerStep",
                        [this](const rpc::Call& call, const auto& message) {
                          return competence_.RecordTrainerStep(call, message);
                        });
}

ServerUnaryReactor* TrainingService::GetTrainer(CallbackServerContext* context,
                                                const pb::GetTrainerRequest* request,
                                                pb::Trainer* response) {
  return handler_.Unary(context, request, response, "GetTrainer",
                        [this](const rpc::Call& call, const auto& message) {
                          return competence_.GetTrainer(call, message);
                        });
}

ServerUnaryReactor* TrainingService::ListTrainers(CallbackServerContext* context,
                                                  const pb::ListTrainersRequest* request,
                                                  pb::ListTrainersResponse* response) {
  return handler_.Unary(context, request, response, "ListTrainers",
                        [this](const rpc::Call& call, const auto& message) {
                          return competence_.ListTrainers(call, message);
                        });
}

ServerUnaryReactor* TrainingService::UpdateFacilitatorCapacity(
    CallbackServerContext* context, const pb::UpdateFacilitatorCapacityRequest* request,
    pb::FacilitatorCapacity* response) {
  return handler_.Unary(context, request, response, "UpdateFacilitatorCapacity",
                        [this](const rpc::Call& call, const auto& message) {
                          return facilitation_.UpdateFacilitatorCapacity(call, message);
                        });
}

ServerUnaryReactor* TrainingService::GetFacilitatorCapacity(
    CallbackServerContext* context, const pb::GetFacilitatorCapacityRequest* request,
    pb::FacilitatorCapacity* response) {
  return handler_.Unary(context, request, response, "GetFacilitatorCapacity",
                        [this](const rpc::Call& call, const auto& message) {
                          return facilitation_.GetFacilitatorCapacity(call, message);
                        });
}

ServerUnaryReactor* TrainingService::ListFacilitatorCapacities(
    CallbackServerContext* context, const pb::ListFacilitatorCapacitiesRequest* request,
    pb::ListFacilitatorCapacitiesResponse* response) {
  return handler_.Unary(context, request, response, "ListFacilitatorCapacities",
                        [this](const rpc::Call& call, const auto& message) {
                          return facilitation_.ListFacilitatorCapacities(call, message);
                        });
}

ServerUnaryReactor* TrainingService::CreateLeave(CallbackServerContext* context,
                                                 const pb::CreateLeaveRequest* request,
                                                 pb::Leave* response) {
  return handler_.Unary(context, request, response, "CreateLeave",
                        [this](const rpc::Call& call, const auto& message) {
                          return facilitation_.CreateLeave(call, message);
                        });
}

ServerUnaryReactor* TrainingService::ListLeaves(CallbackServerContext* context,
                                                const pb::ListLeavesRequest* request,
                                                pb::ListLeavesResponse* response) {
  return handler_.Unary(context, request, response, "ListLeaves",
                        [this](const rpc::Call& call, const auto& message) {
                          return facilitation_.ListLeaves(call, message);
                        });
}

ServerUnaryReactor* TrainingService::DeleteLeave(CallbackServerContext* context,
                                                 const pb::DeleteLeaveRequest* request,
                                                 pb::Leave* response) {
  return handler_.Unary(context, request, response, "DeleteLeave",
                        [this](const rpc::Call& call, const auto& message) {
                          return facilitation_.DeleteLeave(call, message);
                        });
}

ServerUnaryReactor* TrainingService::GetCaseload(CallbackServerContext* context,
                                                 const pb::GetCaseloadRequest* request,
                                                 pb::GetCaseloadResponse* response) {
  return handler_.Unary(context, request, response, "GetCaseload",
                        [this](const rpc::Call& call, const auto& message) {
                          return facilitation_.GetCaseload(call, message);
                        });
}

ServerUnaryReactor* TrainingService::GetTrainingSettings(
    CallbackServerContext* context, const pb::GetTrainingSettingsRequest* request,
    pb::TrainingSettings* response) {
  return handler_.Unary(context, request, response, "GetTrainingSettings",
                        [this](const rpc::Call& call, const auto& message) {
                          return facilitation_.GetTrainingSettings(call, message);
                        });
}

ServerUnaryReactor* TrainingService::UpdateTrainingSettings(
    CallbackServerContext* context, const pb::UpdateTrainingSettingsRequest* request,
    pb::TrainingSettings* response) {
  return handler_.Unary(context, request, response, "UpdateTrainingSettings",
                        [this](const rpc::Call& call, const auto& message) {
                          return facilitation_.UpdateTrainingSettings(call, message);
                        });
}

ServerUnaryReactor* TrainingService::CreateAssignment(CallbackServerContext* context,
                                                      const pb::CreateAssignmentRequest* request,
                                                      pb::Assignment* response) {
  return handler_.Unary(context, request, response, "CreateAssignment",
                        [this](const rpc::Call& call, const auto& message) {
                          return contacts_.CreateAssignment(call, message);
                        });
}

ServerUnaryReactor* TrainingService::GetAssignment(CallbackServerContext* context,
                                                   const pb::GetAssignmentRequest* request,
                                                   pb::Assignment* response) {
  return handler_.Unary(context, request, response, "GetAssignment",
                        [this](const rpc::Call& call, const auto& message) {
                          return contacts_.GetAssignment(call, message);
                        });
}

ServerUnaryReactor* TrainingService::ListAssignments(CallbackServerContext* context,
                                                     const pb::ListAssignmentsRequest* request,
                                                     pb::ListAssignmentsResponse* response) {
  return handler_.Unary(context, request, response, "ListAssignments",
                        [this](const rpc::Call& call, const auto& message) {
                          return contacts_.ListAssignments(call, message);
                        });
}

ServerUnaryReactor* TrainingService::UpdateAssignment(CallbackServerContext* context,
                                                      const pb::UpdateAssignmentRequest* request,
                                                      pb::Assignment* response) {
  return handler_.Unary(context, request, response, "UpdateAssignment",
                        [this](const rpc::Call& call, const auto& message) {
                          return contacts_.UpdateAssignment(call, message);
                        });
}

ServerUnaryReactor* TrainingService::CreateContact(CallbackServerContext* context,
                                                   const pb::CreateContactRequest* request,
                                                   pb::Contact* response) {
  return handler_.Unary(context, request, response, "CreateContact",
                        [this](const rpc::Call& call, const auto& message) {
                          return contacts_.CreateContact(call, message);
                        });
}

ServerUnaryReactor* TrainingService::GetContact(CallbackServerContext* context,
                                                const pb::GetContactRequest* request,
                                                pb::Contact* response) {
  return handler_.Unary(context, request, response, "GetContact",
                        [this](const rpc::Call& call, const auto& message) {
                          return contacts_.GetContact(call, message);
                        });
}

ServerUnaryReactor* TrainingService::ListContacts(CallbackServerContext* context,
                                                  const pb::ListContactsRequest* request,
                                                  pb::ListContactsResponse* response) {
  return handler_.Unary(context, request, response, "ListContacts",
                        [this](const rpc::Call& call, const auto& message) {
                          return contacts_.ListContacts(call, message);
                        });
}

ServerUnaryReactor* TrainingService::UpdateContact(CallbackServerContext* context,
                                                   const pb::UpdateContactRequest* request,
                                                   pb::Contact* response) {
  return handler_.Unary(context, request, response, "UpdateContact",
                        [this](const rpc::Call& call, const auto& message) {
                          return contacts_.UpdateContact(call, message);
                        });
}

ServerUnaryReactor* TrainingService::DeleteContact(CallbackServerContext* context,
                                                   const pb::DeleteContactRequest* request,
                                                   pb::Contact* response) {
  return handler_.Unary(context, request, response, "DeleteContact",
                        [this](const rpc::Call& call, const auto& message) {
                          return contacts_.DeleteContact(call, message);
                        });
}

}  // namespace pcsp::planning::training

#include "services/planning/rpc/training/training_service.h"

namespace pcsp::planning::training {

using grpc::CallbackServerContext;
using grpc::ServerUnaryReactor;

ServerUnaryReactor* TrainingService::CreateCourse(CallbackServerContext* context,
                                                  const pb::CreateCourseRequest* request,
                                                  pb::Course* response) {
  return handler_.Unary(context, request, response, "CreateCourse",
                        [this](const rpc::Call& call, const auto& message) {
                          return courses_.CreateCourse(call, message);
                        });
}

ServerUnaryReactor* TrainingService::GetCourse(CallbackServerContext* context,
                                               const pb::GetCourseRequest* request,
                                               pb::Course* response) {
  return handler_.Unary(context, request, response, "GetCourse",
                        [this](const rpc::Call& call, const auto& message) {
                          return courses_.GetCourse(call, message);
                        });
}

ServerUnaryReactor* TrainingService::ListCourses(CallbackServerContext* context,
                                                 const pb::ListCoursesRequest* request,
                                                 pb::ListCoursesResponse* response) {
  return handler_.Unary(context, request, response, "ListCourses",
                        [this](const rpc::Call& call, const auto& message) {
                          return courses_.ListCourses(call, message);
                        });
}

ServerUnaryReactor* TrainingService::UpdateCourse(CallbackServerContext* context,
                                                  const pb::UpdateCourseRequest* request,
                                                  pb::Course* response) {
  return handler_.Unary(context, request, response, "UpdateCourse",
                        [this](const rpc::Call& call, const auto& message) {
                          return courses_.UpdateCourse(call, message);
                        });
}

ServerUnaryReactor* TrainingService::DeleteCourse(CallbackServerContext* context,
                                                  const pb::DeleteCourseRequest* request,
                                                  pb::Course* response) {
  return handler_.Unary(context, request, response, "DeleteCourse",
                        [this](const rpc::Call& call, const auto& message) {
                          return courses_.DeleteCourse(call, message);
                        });
}

ServerUnaryReactor* TrainingService::CreateVenue(CallbackServerContext* context,
                                                 const pb::CreateVenueRequest* request,
                                                 pb::Venue* response) {
  return handler_.Unary(context, request, response, "CreateVenue",
                        [this](const rpc::Call& call, const auto& message) {
                          return courses_.CreateVenue(call, message);
                        });
}

ServerUnaryReactor* TrainingService::GetVenue(CallbackServerContext* context,
                                              const pb::GetVenueRequest* request,
                                              pb::Venue* response) {
  return handler_.Unary(context, request, response, "GetVenue",
                        [this](const rpc::Call& call, const auto& message) {
                          return courses_.GetVenue(call, message);
                        });
}

ServerUnaryReactor* TrainingService::ListVenues(CallbackServerContext* context,
                                                const pb::ListVenuesRequest* request,
                                                pb::ListVenuesResponse* response) {
  return handler_.Unary(context, request, response, "ListVenues",
                        [this](const rpc::Call& call, const auto& message) {
                          return courses_.ListVenues(call, message);
                        });
}

ServerUnaryReactor* TrainingService::UpdateVenue(CallbackServerContext* context,
                                                 const pb::UpdateVenueRequest* request,
                                                 pb::Venue* response) {
  return handler_.Unary(context, request, response, "UpdateVenue",
                        [this](const rpc::Call& call, const auto& message) {
                          return courses_.UpdateVenue(call, message);
                        });
}

ServerUnaryReactor* TrainingService::DeleteVenue(CallbackServerContext* context,
                                                 const pb::DeleteVenueRequest* request,
                                                 pb::Venue* response) {
  return handler_.Unary(context, request, response, "DeleteVenue",
                        [this](const rpc::Call& call, const auto& message) {
                          return courses_.DeleteVenue(call, message);
                        });
}

ServerUnaryReactor* TrainingService::CreateSession(CallbackServerContext* context,
                                                   const pb::CreateSessionRequest* request,
                                                   pb::Session* response) {
  return handler_.Unary(context, request, response, "CreateSession",
                        [this](const rpc::Call& call, const auto& message) {
                          return sessions_.CreateSession(call, message);
                        });
}

ServerUnaryReactor* TrainingService::GetSession(CallbackServerContext* context,
                                                const pb::GetSessionRequest* request,
                                                pb::Session* response) {
  return handler_.Unary(context, request, response, "GetSession",
                        [this](const rpc::Call& call, const auto& message) {
                          return sessions_.GetSession(call, message);
                        });
}

ServerUnaryReactor* TrainingService::ListSessions(CallbackServerContext* context,
                                                  const pb::ListSessionsRequest* request,
                                                  pb::ListSessionsResponse* response) {
  return handler_.Unary(context, request, response, "ListSessions",
                        [this](const rpc::Call& call, const auto& message) {
                          return sessions_.ListSessions(call, message);
                        });
}

ServerUnaryReactor* TrainingService::UpdateSession(CallbackServerContext* context,
                                                   const pb::UpdateSessionRequest* request,
                                                   pb::Session* response) {
  return handler_.Unary(context, request, response, "UpdateSession",
                        [this](const rpc::Call& call, const auto& message) {
                          return sessions_.UpdateSession(call, message);
                        });
}

ServerUnaryReactor* TrainingService::DeleteSession(CallbackServerContext* context,
                                                   const pb::DeleteSessionRequest* request,
                                                   pb::Session* response) {
  return handler_.Unary(context, request, response, "DeleteSession",
                        [this](const rpc::Call& call, const auto& message) {
                          return sessions_.DeleteSession(call, message);
                        });
}

ServerUnaryReactor* TrainingService::ChangeSessionState(
    CallbackServerContext* context, const pb::ChangeSessionStateRequest* request,
    pb::Session* response) {
  return handler_.Unary(context, request, response, "ChangeSessionState",
                        [this](const rpc::Call& call, const auto& message) {
                          return sessions_.ChangeSessionState(call, message);
                        });
}

ServerUnaryReactor* TrainingService::CreateEnrolment(CallbackServerContext* context,
                                                     const pb::CreateEnrolmentRequest* request,
                                                     pb::Enrolment* response) {
  return handler_.Unary(context, request, response, "CreateEnrolment",
                        [this](const rpc::Call& call, const auto& message) {
                          return enrolments_.CreateEnrolment(call, message);
                        });
}

ServerUnaryReactor* TrainingService::BatchCreateEnrolments(
    CallbackServerContext* context, const pb::BatchCreateEnrolmentsRequest* request,
    pb::BatchCreateEnrolmentsResponse* response) {
  return handler_.Unary(context, request, response, "BatchCreateEnrolments",
                        [this](const rpc::Call& call, const auto& message) {
                          return enrolments_.BatchCreateEnrolments(call, message);
                        });
}

ServerUnaryReactor* TrainingService::GetEnrolment(CallbackServerContext* context,
                                                  const pb::GetEnrolmentRequest* request,
                                                  pb::Enrolment* response) {
  return handler_.Unary(context, request, response, "GetEnrolment",
                        [this](const rpc::Call& call, const auto& message) {
                          return enrolments_.GetEnrolment(call, message);
                        });
}

ServerUnaryReactor* TrainingService::ListEnrolments(CallbackServerContext* context,
                                                    const pb::ListEnrolmentsRequest* request,
                                                    pb::ListEnrolmentsResponse* response) {
  return handler_.Unary(context, request, response, "ListEnrolments",
                        [this](const rpc::Call& call, const auto& message) {
                          return enrolments_.ListEnrolments(call, message);
                        });
}

ServerUnaryReactor* TrainingService::WithdrawEnrolment(CallbackServerContext* context,
                                                       const pb::WithdrawEnrolmentRequest* request,
                                                       pb::WithdrawEnrolmentResponse* response) {
  return handler_.Unary(context, request, response, "WithdrawEnrolment",
                        [this](const rpc::Call& call, const auto& message) {
                          return enrolments_.WithdrawEnrolment(call, message);
                        });
}

ServerUnaryReactor* TrainingService::BatchWithdrawEnrolments(
    CallbackServerContext* context, const pb::BatchWithdrawEnrolmentsRequest* request,
    pb::BatchWithdrawEnrolmentsResponse* response) {
  return handler_.Unary(context, request, response, "BatchWithdrawEnrolments",
                        [this](const rpc::Call& call, const auto& message) {
                          return enrolments_.BatchWithdrawEnrolments(call, message);
                        });
}

ServerUnaryReactor* TrainingService::RecordAttendance(CallbackServerContext* context,
                                                      const pb::RecordAttendanceRequest* request,
                                                      pb::RecordAttendanceResponse* response) {
  return handler_.Unary(context, request, response, "RecordAttendance",
                        [this](const rpc::Call& call, const auto& message) {
                          return enrolments_.RecordAttendance(call, message);
                        });
}

}  // namespace pcsp::planning::training

// pcsp.planning.v1.TrainingService: each method handed to the class that has it as a plain
// function.
#pragma once

#include <string>

#include "common/base/page_token.h"
#include "common/rpc/handler.h"
#include "pcsp/planning/v1/training_service.grpc.pb.h"
#include "services/planning/rpc/training/competence/competence_methods.h"
#include "services/planning/rpc/training/course/course_methods.h"
#include "services/planning/rpc/training/facilitation/contact_methods.h"
#include "services/planning/rpc/training/facilitation/facilitation_methods.h"
#include "services/planning/rpc/training/feedback/feedback_methods.h"
#include "services/planning/rpc/training/session/enrolment_methods.h"
#include "services/planning/rpc/training/session/session_methods.h"

namespace pcsp::planning::training {

namespace pb = ::pcsp::planning::v1;

// Thread-safe. What it points to must outlive it.
class TrainingService final : public pb::TrainingService::CallbackService {
 public:
  struct Options {
    sql::RecordStore* records;
    std::string page_token_key;
    rpc::Handler::Options handler;  // its `service` is filled in
  };

  explicit TrainingService(Options options);

  grpc::ServerUnaryReactor* CreateCourse(grpc::CallbackServerContext* context,
                                         const pb::CreateCourseRequest* request,
                                         pb::Course* response) override;
  grpc::ServerUnaryReactor* GetCourse(grpc::CallbackServerContext* context,
                                      const pb::GetCourseRequest* request,
                                      pb::Course* response) override;
  grpc::ServerUnaryReactor* ListCourses(grpc::CallbackServerContext* context,
                                        const pb::ListCoursesRequest* request,
                                        pb::ListCoursesResponse* response) override;
  grpc::ServerUnaryReactor* UpdateCourse(grpc::CallbackServerContext* context,
                                         const pb::UpdateCourseRequest* request,
                                         pb::Course* response) override;
  grpc::ServerUnaryReactor* DeleteCourse(grpc::CallbackServerContext* context,
                                         const pb::DeleteCourseRequest* request,
                                         pb::Course* response) override;
  grpc::ServerUnaryReactor* CreateVenue(grpc::CallbackServerContext* context,
                                        const pb::CreateVenueRequest* request,
                                        pb::Venue* response) override;
  grpc::ServerUnaryReactor* GetVenue(grpc::CallbackServerContext* context,
                                     const pb::GetVenueRequest* request,
                                     pb::Venue* response) override;
  grpc::ServerUnaryReactor* ListVenues(grpc::CallbackServerContext* context,
                                       const pb::ListVenuesRequest* request,
                                       pb::ListVenuesResponse* response) override;
  grpc::ServerUnaryReactor* UpdateVenue(grpc::CallbackServerContext* context,
                                        const pb::UpdateVenueRequest* request,
                                        pb::Venue* response) override;
  grpc::ServerUnaryReactor* DeleteVenue(grpc::CallbackServerContext* context,
                                        const pb::DeleteVenueRequest* request,
                                        pb::Venue* response) override;
  grpc::ServerUnaryReactor* CreateSession(grpc::CallbackServerContext* context,
                                          const pb::CreateSessionRequest* request,
                                          pb::Session* response) override;
  grpc::ServerUnaryReactor* GetSession(grpc::CallbackServerContext* context,
                                       const pb::GetSessionRequest* request,
                                       pb::Session* response) override;
  grpc::ServerUnaryReactor* ListSessions(grpc::CallbackServerContext* context,
                                         const pb::ListSessionsRequest* request,
                                         pb::ListSessionsResponse* response) override;
  grpc::ServerUnaryReactor* UpdateSession(grpc::CallbackServerContext* context,
                                          const pb::UpdateSessionRequest* request,
                                          pb::Session* response) override;
  grpc::ServerUnaryReactor* DeleteSession(grpc::CallbackServerContext* context,
                                          const pb::DeleteSessionRequest* request,
                                          pb::Session* response) override;
  grpc::ServerUnaryReactor* ChangeSessionState(grpc::CallbackServerContext* context,
                                               const pb::ChangeSessionStateRequest* request,
                                               pb::Session* response) override;
  grpc::ServerUnaryReactor* CreateEnrolment(grpc::CallbackServerContext* context,
                                            const pb::CreateEnrolmentRequest* request,
                                            pb::Enrolment* response) override;
  grpc::ServerUnaryReactor* BatchCreateEnrolments(
      grpc::CallbackServerContext* context, const pb::BatchCreateEnrolmentsRequest* request,
      pb::BatchCreateEnrolmentsResponse* response) override;
  grpc::ServerUnaryReactor* GetEnrolment(grpc::CallbackServerContext* context,
                                         const pb::GetEnrolmentRequest* request,
                                         pb::Enrolment* response) override;
  grpc::ServerUnaryReactor* ListEnrolments(grpc::CallbackServerContext* context,
                                           const pb::ListEnrolmentsRequest* request,
                                           pb::ListEnrolmentsResponse* response) override;
  grpc::ServerUnaryReactor* WithdrawEnrolment(grpc::CallbackServerContext* context,
                                              const pb::WithdrawEnrolmentRequest* request,
                                              pb::WithdrawEnrolmentResponse* response) override;
  grpc::ServerUnaryReactor* BatchWithdrawEnrolments(
      grpc::CallbackServerContext* context, const pb::BatchWithdrawEnrolmentsRequest* request,
      pb::BatchWithdrawEnrolmentsResponse* response) override;
  grpc::ServerUnaryReactor* RecordAttendance(grpc::CallbackServerContext* context,
                                             const pb::RecordAttendanceRequest* request,
                                             pb::RecordAttendanceResponse* response) override;
  grpc::ServerUnaryReactor* IssueFeedbackTokens(grpc::CallbackServerContext* context,
                                                const pb::IssueFeedbackTokensRequest* request,
                                                pb::IssueFeedbackTokensResponse* response) override;
  grpc::ServerUnaryReactor* GetFeedbackForm(grpc::CallbackServerContext* context,
                                            const pb::GetFeedbackFormRequest* request,
                                            pb::FeedbackForm* response) override;
  grpc::ServerUnaryReactor* SubmitFeedback(grpc::CallbackServerContext* context,
                                           const pb::SubmitFeedbackRequest* request,
                                           pb::SubmitFeedbackResponse* response) override;
  grpc::ServerUnaryReactor* GetFeedbackReport(grpc::CallbackServerContext* context,
                                              const pb::GetFeedbackReportRequest* request,
                                              pb::GetFeedbackReportResponse* response) override;
  grpc::ServerUnaryReactor* ListCompetences(grpc::CallbackServerContext* context,
                                            const pb::ListCompetencesRequest* request,
                                            pb::ListCompetencesResponse* response) override;
  grpc::ServerUnaryReactor* GetCoverage(grpc::CallbackServerContext* context,
                                        const pb::GetCoverageRequest* request,
                                        pb::GetCoverageResponse* response) override;
  grpc::ServerUnaryReactor* RecordTrainerStep(grpc::CallbackServerContext* context,
                                              const pb::RecordTrainerStepRequest* request,
                                              pb::Trainer* response) override;
  grpc::ServerUnaryReactor* GetTrainer(grpc::CallbackServerContext* context,
                                       const pb::GetTrainerRequest* request,
                                       pb::Trainer* response) override;
  grpc::ServerUnaryReactor* ListTrainers(grpc::CallbackServerContext* context,
                                         const pb::ListTrainersRequest* request,
                                         pb::ListTrainersResponse* response) override;
  grpc::ServerUnaryReactor* UpdateFacilitatorCapacity(
      grpc::CallbackServerContext* context, const pb::UpdateFacilitatorCapacityRequest* request,
      pb::FacilitatorCapacity* response) override;
  grpc::ServerUnaryReactor* GetFacilitatorCapacity(grpc::CallbackServerContext* context,
                                                   const pb::GetFacilitatorCapacityRequest* request,
                                                   pb::FacilitatorCapacity* response) override;
  grpc::ServerUnaryReactor* ListFacilitatorCapacities(
      grpc::CallbackServerContext* context, const pb::ListFacilitatorCapacitiesRequest* request,
      pb::ListFacilitatorCapacitiesResponse* response) override;
  grpc::ServerUnaryReactor* CreateLeave(grpc::CallbackServerContext* context,
                                        const pb::CreateLeaveRequest* request,
                                        pb::Leave* response) override;
  grpc::ServerUnaryReactor* ListLeaves(grpc::CallbackServerContext* context,
                                       const pb::ListLeavesRequest* request,
                                       pb::ListLeavesResponse* response) override;
  grpc::ServerUnaryReactor* DeleteLeave(grpc::CallbackServerContext* context,
                                        const pb::DeleteLeaveRequest* request,
                                        pb::Leave* response) override;
  grpc::ServerUnaryReactor* GetCaseload(grpc::CallbackServerContext* context,
                                        const pb::GetCaseloadRequest* request,
                                        pb::GetCaseloadResponse* response) override;
  grpc::ServerUnaryReactor* GetTrainingSettings(grpc::CallbackServerContext* context,
                                                const pb::GetTrainingSettingsRequest* request,
                                                pb::TrainingSettings* response) override;
  grpc::ServerUnaryReactor* UpdateTrainingSettings(grpc::CallbackServerContext* context,
                                                   const pb::UpdateTrainingSettingsRequest* request,
                                                   pb::TrainingSettings* response) override;
  grpc::ServerUnaryReactor* CreateAssignment(grpc::CallbackServerContext* context,
                                             const pb::CreateAssignmentRequest* request,
                                             pb::Assignment* response) override;
  grpc::ServerUnaryReactor* GetAssignment(grpc::CallbackServerContext* context,
                                          const pb::GetAssignmentRequest* request,
                                          pb::Assignment* response) override;
  grpc::ServerUnaryReactor* ListAssignments(grpc::CallbackServerContext* context,
                                            const pb::ListAssignmentsRequest* request,
                                            pb::ListAssignmentsResponse* response) override;
  grpc::ServerUnaryReactor* UpdateAssignment(grpc::CallbackServerContext* context,
                                             const pb::UpdateAssignmentRequest* request,
                                             pb::Assignment* response) override;
  grpc::ServerUnaryReactor* CreateContact(grpc::CallbackServerContext* context,
                                          const pb::CreateContactRequest* request,
                                          pb::Contact* response) override;
  grpc::ServerUnaryReactor* GetContact(grpc::CallbackServerContext* context,
                                       const pb::GetContactRequest* request,
                                       pb::Contact* response) override;
  grpc::ServerUnaryReactor* ListContacts(grpc::CallbackServerContext* context,
                                         const pb::ListContactsRequest* request,
                                         pb::ListContactsResponse* response) override;
  grpc::ServerUnaryReactor* UpdateContact(grpc::CallbackServerContext* context,
                                          const pb::UpdateContactRequest* request,
                                          pb::Contact* response) override;
  grpc::ServerUnaryReactor* DeleteContact(grpc::CallbackServerContext* context,
                                          const pb::DeleteContactRequest* request,
                                          pb::Contact* response) override;

 private:
  const PageTokens tokens_;
  const Desk desk_;
  rpc::WorkerPool& pool_;
  rpc::Handler handler_;
  const CourseMethods courses_;
  const SessionMethods sessions_;
  const EnrolmentMethods enrolments_;
  const FeedbackMethods feedback_;
  const CompetenceMethods competence_;
  const FacilitationMethods facilitation_;
  const ContactMethods contacts_;
};

}  // namespace pcsp::planning::training

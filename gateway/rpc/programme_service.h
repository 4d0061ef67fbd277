// The gateway's own RPC service: the flows, one method each.
#pragma once

#include "common/rpc/handler.h"
#include "gateway/clients.h"
#include "gateway/flows/coordinator.h"
#include "pcsp/gateway/v1/programme_service.grpc.pb.h"

namespace pcsp::gateway {

// Thread-safe. What is pointed to must outlive the object.
class ProgrammeService final : public v1::ProgrammeService::CallbackService {
 public:
  ProgrammeService(Clients* clients, Coordinator* coordinator, rpc::Handler::Options options)
      : clients_(clients), coordinator_(coordinator), handler_(std::move(options)) {}

  grpc::ServerUnaryReactor* OpenWave(grpc::CallbackServerContext* context,
                                     const v1::OpenWaveRequest* request,
                                     assessments::v1::Wave* response) override;
  grpc::ServerUnaryReactor* CloseWave(grpc::CallbackServerContext* context,
                                      const v1::CloseWaveRequest* request,
                                      v1::Operation* response) override;
  grpc::ServerUnaryReactor* GetOperation(grpc::CallbackServerContext* context,
                                         const v1::GetOperationRequest* request,
                                         v1::Operation* response) override;
  grpc::ServerUnaryReactor* DiagnoseSite(grpc::CallbackServerContext* context,
                                         const v1::DiagnoseSiteRequest* request,
                                         diagnosis::v1::Diagnosis* response) override;
  grpc::ServerUnaryReactor* GetProgrammeBoard(grpc::CallbackServerContext* context,
                                              const v1::GetProgrammeBoardRequest* request,
                                              v1::ProgrammeBoard* response) override;
  grpc::ServerUnaryReactor* GetSiteOverview(grpc::CallbackServerContext* context,
                                            const v1::GetSiteOverviewRequest* request,
                                            v1::SiteOverview* response) override;
  grpc::ServerUnaryReactor* GetTrainingCover(grpc::CallbackServerContext* context,
                                             const v1::GetTrainingCoverRequest* request,
                                             planning::v1::GetCoverageResponse* response) override;
  grpc::ServerUnaryReactor* ListHeldCompetences(grpc::CallbackServerContext* context,
                                                const v1::ListHeldCompetencesRequest* request,
                                                v1::ListHeldCompetencesResponse* response) override;
  grpc::ServerUnaryReactor* GetWorkforceForecast(grpc::CallbackServerContext* context,
                                                 const v1::GetWorkforceForecastRequest* request,
                                                 v1::WorkforceForecast* response) override;
  grpc::ServerUnaryReactor* CompareWorkforceForecasts(
      grpc::CallbackServerContext* context, const v1::CompareWorkforceForecastsRequest* request,
      v1::WorkforceComparison* response) override;
  grpc::ServerUnaryReactor* ReleaseLeavers(grpc::CallbackServerContext* context,
                                           const v1::ReleaseLeaversRequest* request,
                                           v1::ReleaseLeaversResponse* response) override;
  grpc::ServerUnaryReactor* GetIssueSpread(
      grpc::CallbackServerContext* context, const v1::GetIssueSpreadRequest* request,
      diagnosis::v1::SummariseIssuesResponse* response) override;
  grpc::ServerUnaryReactor* RecordWaveOutcomes(grpc::CallbackServerContext* context,
                                               const v1::RecordWaveOutcomesRequest* request,
                                               v1::RecordWaveOutcomesResponse* response) override;
  grpc::ServerUnaryReactor* RecommendForDiagnosis(
      grpc::CallbackServerContext* context, const v1::RecommendForDiagnosisRequest* request,
      planning::v1::RecommendSolutionsResponse* response) override;
  grpc::ServerUnaryReactor* PlanProgramme(grpc::CallbackServerContext* context,
                                          const v1::PlanProgrammeRequest* request,
                                          planning::v1::ProgrammePlan* response) override;
  grpc::ServerUnaryReactor* PrintSiteOverview(grpc::CallbackServerContext* context,
                                              const v1::PrintSiteOverviewRequest* request,
                                              type::v1::Document* response) override;
  grpc::ServerUnaryReactor* PrintPlan(grpc::CallbackServerContext* context,
                                      const v1::PrintPlanRequest* request,
                                      type::v1::Document* response) override;
  grpc::ServerUnaryReactor* ProposeAssignments(grpc::CallbackServerContext* context,
                                               const v1::ProposeAssignmentsRequest* request,
                                               v1::AssignmentProposal* response) override;

 private:
  Clients* const clients_;
  Coordinator* const coordinator_;
  rpc::Handler handler_;
};

}  // namespace pcsp::gateway

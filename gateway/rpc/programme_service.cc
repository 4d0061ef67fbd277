#include "gateway/rpc/programme_service.h"

#include "gateway/flows/assignment/propose_assignments.h"
#include "gateway/flows/close_wave.h"
#include "gateway/flows/diagnose_site.h"
#include "gateway/flows/in_post/held_competences.h"
#include "gateway/flows/in_post/release_leavers.h"
#include "gateway/flows/issue_spread.h"
#include "gateway/flows/open_wave.h"
#include "gateway/flows/plan_page/print_plan.h"
#include "gateway/flows/plan_programme/plan_programme.h"
#include "gateway/flows/programme_board.h"
#include "gateway/flows/site/site_overview.h"
#include "gateway/flows/solutions/recommend.h"
#include "gateway/flows/solutions/wave_outcomes.h"
#include "gateway/flows/training_cover.h"
#include "gateway/flows/workforce/compare_forecasts.h"
#include "gateway/flows/workforce/workforce_forecast.h"

namespace pcsp::gateway {

grpc::ServerUnaryReactor* ProgrammeService::OpenWave(grpc::CallbackServerContext* context,
                                                     const v1::OpenWaveRequest* request,
                                                     assessments::v1::Wave* response) {
  return handler_.Unary(
      context, request, response, "OpenWave",
      [this](const auto& call, const auto& r) { return gateway::OpenWave(*clients_, call, r); });
}

grpc::ServerUnaryReactor* ProgrammeService::CloseWave(grpc::CallbackServerContext* context,
                                                      const v1::CloseWaveRequest* request,
                                                      v1::Operation* response) {
  return handler_.Unary(context, request, response, "CloseWave",
                        [this](const auto& call, const auto& r) {
                          return gateway::CloseWave(*clients_, *coordinator_, call, r);
                        });
}

grpc::ServerUnaryReactor* ProgrammeService::GetOperation(grpc::CallbackServerContext* context,
                                                         const v1::GetOperationRequest* request,
                                                         v1::Operation* response) {
  return handler_.Unary(context, request, response, "GetOperation",
                        [this](const auto& call, const auto& r) {
                          return gateway::GetOperation(*clients_, *coordinator_, call, r);
                        });
}

grpc::ServerUnaryReactor* ProgrammeService::DiagnoseSite(grpc::CallbackServerContext* context,
                                                         const v1::DiagnoseSiteRequest* request,
                                                         diagnosis::v1::Diagnosis* response) {
  return handler_.Unary(context, request, response, "DiagnoseSite",
                        [this](const auto& call, const auto& r) {
                          return gateway::DiagnoseSite(*clients_, call, r);
                        });
}

grpc::ServerUnaryReactor* ProgrammeService::GetProgrammeBoard(
    grpc::CallbackServerContext* context, const v1::GetProgrammeBoardRequest* request,
    v1::ProgrammeBoard* response) {
  return handler_.Unary(context, request, response, "GetProgrammeBoard",
                        [this](const auto& call, const auto& r) {
                          return gateway::GetProgrammeBoard(*clients_, call, r);
                        });
}

grpc::ServerUnaryReactor* ProgrammeService::GetTrainingCover(
    grpc::CallbackServerContext* context, const v1::GetTrainingCoverRequest* request,
    planning::v1::GetCoverageResponse* response) {
  return handler_.Unary(context, request, response, "GetTrainingCover",
                        [this](const auto& call, const auto& r) {
                          return gateway::GetTrainingCover(*clients_, call, r);
                        });
}

grpc::ServerUnaryReactor* ProgrammeService::ListHeldCompetences(
    grpc::CallbackServerContext* context, const v1::ListHeldCompetencesRequest* request,
    v1::ListHeldCompetencesResponse* response) {
  return handler_.Unary(context, request, response, "ListHeldCompetences",
                        [this](const auto& call, const auto& r) {
                          return gateway::ListHeldCompetences(*clients_, call, r);
                        });
}

grpc::ServerUnaryReactor* ProgrammeService::GetWorkforceForecast(
    grpc::CallbackServerContext* context, const v1::GetWorkforceForecastRequest* request,
    v1::WorkforceForecast* response) {
  return handler_.Unary(context, request, response, "GetWorkforceForecast",
                        [this](const auto& call, const auto& r) {
                          return gateway::GetWorkforceForecast(*clients_, call, r);
                        });
}

grpc::ServerUnaryReactor* ProgrammeService::CompareWorkforceForecasts(
    grpc::CallbackServerContext* context, const v1::CompareWorkforceForecastsRequest* request,
    v1::WorkforceComparison* response) {
  return handler_.Unary(context, request, response, "CompareWorkforceForecasts",
                        [this](const auto& call, const auto& r) {
                          return gateway::CompareWorkforceForecasts(*clients_, call, r);
                        });
}

grpc::ServerUnaryReactor* ProgrammeService::ReleaseLeavers(grpc::CallbackServerContext* context,
                                                           const v1::ReleaseLeaversRequest* request,
                                                           v1::ReleaseLeaversResponse* response) {
  return handler_.Unary(context, request, response, "ReleaseLeavers",
                        [this](const auto& call, const auto& r) {
                          return gateway::ReleaseLeavers(*clients_, call, r);
                        });
}

grpc::ServerUnaryReactor* ProgrammeService::GetIssueSpread(
    grpc::CallbackServerContext* context, const v1::GetIssueSpreadRequest* request,
    diagnosis::v1::SummariseIssuesResponse* response) {
  return handler_.Unary(context, request, response, "GetIssueSpread",
                        [this](const auto& call, const auto& r) {
                          return gateway::GetIssueSpread(*clients_, call, r);
                        });
}

grpc::ServerUnaryReactor* ProgrammeService::RecordWaveOutcomes(
    grpc::CallbackServerContext* context, const v1::RecordWaveOutcomesRequest* request,
    v1::RecordWaveOutcomesResponse* response) {
  return handler_.Unary(context, request, response, "RecordWaveOutcomes",
                        [this](const auto& call, const auto& r) {
                          return gateway::RecordWaveOutcomes(*clients_, call, r);
                        });
}

grpc::ServerUnaryReactor* ProgrammeService::RecommendForDiagnosis(
    grpc::CallbackServerContext* context, const v1::RecommendForDiagnosisRequest* request,
    planning::v1::RecommendSolutionsResponse* response) {
  return handler_.Unary(context, request, response, "RecommendForDiagnosis",
                        [this](const auto& call, const auto& r) {
                          return gateway::RecommendForDiagnosis(*clients_, call, r);
                        });
}

grpc::ServerUnaryReactor* ProgrammeService::GetSiteOverview(
    grpc::CallbackServerContext* context, const v1::GetSiteOverviewRequest* request,
    v1::SiteOverview* response) {
  return handler_.Unary(context, request, response, "GetSiteOverview",
                        [this](const auto& call, const auto& r) {
                          return gateway::GetSiteOverview(*clients_, call, r);
                        });
}

grpc::ServerUnaryReactor* ProgrammeService::PlanProgramme(grpc::CallbackServerContext* context,
                                                          const v1::PlanProgrammeRequest* request,
                                                          planning::v1::ProgrammePlan* response) {
  return handler_.Unary(context, request, response, "PlanProgramme",
                        [this](const auto& call, const auto& r) {
                          return gateway::PlanProgramme(*clients_, call, r);
                        });
}

grpc::ServerUnaryReactor* ProgrammeService::PrintSiteOverview(
    grpc::CallbackServerContext* context, const v1::PrintSiteOverviewRequest* request,
    type::v1::Document* response) {
  return handler_.Unary(context, request, response, "PrintSiteOverview",
                        [this](const auto& call, const auto& r) {
                          return gateway::PrintSiteOverview(*clients_, call, r);
                        });
}

grpc::ServerUnaryReactor* ProgrammeService::PrintPlan(grpc::CallbackServerContext* context,
                                                      const v1::PrintPlanRequest* request,
                                                      type::v1::Document* response) {
  return handler_.Unary(
      context, request, response, "PrintPlan",
      [this](const auto& call, const auto& r) { return gateway::PrintPlan(*clients_, call, r); });
}

grpc::ServerUnaryReactor* ProgrammeService::ProposeAssignments(
    grpc::CallbackServerContext* context, const v1::ProposeAssignmentsRequest* request,
    v1::AssignmentProposal* response) {
  return handler_.Unary(context, request, response, "ProposeAssignments",
                        [this](const auto& call, const auto& r) {
                          return gateway::ProposeAssignments(*clients_, call, r);
                        });
}

}  // namespace pcsp::gateway

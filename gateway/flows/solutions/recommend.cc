#include "gateway/flows/solutions/recommend.h"

#include <string>
#include <utility>

#include "common/base/error.h"
#include "common/base/status_macros.h"
#include "gateway/flows/names.h"
#include "gateway/flows/solutions/known_sites.h"
#include "gateway/flows/solutions/planned_finding.h"

namespace pcsp::gateway {
namespace {

using diagnosis::v1::Diagnosis;
using planning::v1::RecommendSolutionsRequest;

RecommendSolutionsRequest QuestionOf(const Diagnosis& diagnosis) {
  RecommendSolutionsRequest question;
  question.set_parent(diagnosis.organisation());
  question.set_level(diagnosis.level());
  for (const auto& found : diagnosis.findings()) {
    *question.add_findings() = PlannedFinding(found);
  }
  return question;
}

}  // namespace

absl::StatusOr<planning::v1::RecommendSolutionsResponse> RecommendForDiagnosis(
    Clients& clients, const rpc::Call& call, const v1::RecommendForDiagnosisRequest& request) {
  RETURN_IF_ERROR(ProgrammeOf("name", request.name()).status());
  diagnosis::v1::GetDiagnosisRequest get;
  get.set_name(request.name());
  ASSIGN_OR_RETURN(const Diagnosis diagnosis,
                   Ask(*clients.diagnosis, &diagnosis::v1::DiagnosisService::Stub::GetDiagnosis,
                       get, call.deadline));
  RecommendSolutionsRequest question = QuestionOf(diagnosis);
  question.set_max_recommendations(request.max_recommendations());
  question.set_seed(request.seed());
  ASSIGN_OR_RETURN(*question.mutable_context(), ContextOf(clients, diagnosis.organisation()));
  return Ask(*clients.planning, &planning::v1::PlanningService::Stub::RecommendSolutions, question,
             call.deadline);
}

}  // namespace pcsp::gateway

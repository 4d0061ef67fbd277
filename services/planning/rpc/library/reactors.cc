#include "services/planning/rpc/planning_service.h"

namespace pcsp::planning {

PlanningService::Unary* PlanningService::ListSolutions(Context* context,
                                                       const pb::ListSolutionsRequest* request,
                                                       pb::ListSolutionsResponse* response) {
  return Pooled(context, request, response, "ListSolutions",
                [this](const auto&... arguments) { return solutions_.List(arguments...); });
}

PlanningService::Unary* PlanningService::SearchSolutions(Context* context,
                                                         const pb::SearchSolutionsRequest* request,
                                                         pb::SearchSolutionsResponse* response) {
  return Pooled(context, request, response, "SearchSolutions",
                [this](const auto&... arguments) { return solutions_.Search(arguments...); });
}

PlanningService::Unary* PlanningService::GetSolution(Context* context,
                                                     const pb::GetSolutionRequest* request,
                                                     pb::Solution* response) {
  return Pooled(context, request, response, "GetSolution",
                [this](const auto&... arguments) { return solutions_.Get(arguments...); });
}

PlanningService::Unary* PlanningService::CreateSolution(Context* context,
                                                        const pb::CreateSolutionRequest* request,
                                                        pb::Solution* response) {
  return Pooled(context, request, response, "CreateSolution",
                [this](const auto&... arguments) { return solutions_.Create(arguments...); });
}

PlanningService::Unary* PlanningService::UpdateSolution(Context* context,
                                                        const pb::UpdateSolutionRequest* request,
                                                        pb::Solution* response) {
  return Pooled(context, request, response, "UpdateSolution",
                [this](const auto&... arguments) { return solutions_.Update(arguments...); });
}

PlanningService::Unary* PlanningService::RetireSolution(Context* context,
                                                        const pb::RetireSolutionRequest* request,
                                                        pb::Solution* response) {
  return Pooled(context, request, response, "RetireSolution",
                [this](const auto&... arguments) { return solutions_.Retire(arguments...); });
}

PlanningService::Unary* PlanningService::CreateAdaptation(
    Context* context, const pb::CreateAdaptationRequest* request, pb::Adaptation* response) {
  return Pooled(context, request, response, "CreateAdaptation",
                [this](const auto&... arguments) { return adaptations_.Create(arguments...); });
}

PlanningService::Unary* PlanningService::GetAdaptation(Context* context,
                                                       const pb::GetAdaptationRequest* request,
                                                       pb::Adaptation* response) {
  return Pooled(context, request, response, "GetAdaptation",
                [this](const auto&... arguments) { return adaptations_.Get(arguments...); });
}

PlanningService::Unary* PlanningService::ListAdaptations(Context* context,
                                                         const pb::ListAdaptationsRequest* request,
                                                         pb::ListAdaptationsResponse* response) {
  return Pooled(context, request, response, "ListAdaptations",
                [this](const auto&... arguments) { return adaptations_.List(arguments...); });
}

PlanningService::Unary* PlanningService::SignOffAdaptation(
    Context* context, const pb::SignOffAdaptationRequest* request, pb::Adaptation* response) {
  return Pooled(context, request, response, "SignOffAdaptation",
                [this](const auto&... arguments) { return adaptations_.SignOff(arguments...); });
}

PlanningService::Unary* PlanningService::CreateStory(Context* context,
                                                     const pb::CreateStoryRequest* request,
                                                     pb::SiteStory* response) {
  return Pooled(context, request, response, "CreateStory",
                [this](const auto&... arguments) { return stories_.Create(arguments...); });
}

PlanningService::Unary* PlanningService::ListStories(Context* context,
                                                     const pb::ListStoriesRequest* request,
                                                     pb::ListStoriesResponse* response) {
  return Pooled(context, request, response, "ListStories",
                [this](const auto&... arguments) { return stories_.List(arguments...); });
}

PlanningService::Unary* PlanningService::WithdrawStories(Context* context,
                                                         const pb::WithdrawStoriesRequest* request,
                                                         pb::WithdrawStoriesResponse* response) {
  return Pooled(context, request, response, "WithdrawStories",
                [this](const auto&... arguments) { return stories_.Withdraw(arguments...); });
}

PlanningService::Unary* PlanningService::WithdrawAdaptation(
    Context* context, const pb::WithdrawAdaptationRequest* request, pb::Adaptation* response) {
  return Pooled(context, request, response, "WithdrawAdaptation",
                [this](const auto&... arguments) { return adaptations_.Withdraw(arguments...); });
}

PlanningService::Unary* PlanningService::DeleteOutcome(Context* context,
                                                       const pb::DeleteOutcomeRequest* request,
                                                       pb::Outcome* response) {
  return Pooled(context, request, response, "DeleteOutcome",
                [this](const auto&... arguments) { return outcomes_.Delete(arguments...); });
}

PlanningService::Unary* PlanningService::RecordOutcomes(Context* context,
                                                        const pb::RecordOutcomesRequest* request,
                                                        pb::RecordOutcomesResponse* response) {
  return Pooled(context, request, response, "RecordOutcomes",
                [this](const auto&... arguments) { return outcomes_.Record(arguments...); });
}

PlanningService::Unary* PlanningService::ListOutcomes(Context* context,
                                                      const pb::ListOutcomesRequest* request,
                                                      pb::ListOutcomesResponse* response) {
  return Pooled(context, request, response, "ListOutcomes",
                [this](const auto&... arguments) { return outcomes_.List(arguments...); });
}

PlanningService::Unary* PlanningService::ListSolutionEffects(
    Context* context, const pb::ListSolutionEffectsRequest* request,
    pb::ListSolutionEffectsResponse* response) {
  return Pooled(context, request, response, "ListSolutionEffects",
                [this](const auto&... arguments) { return outcomes_.ListEffects(arguments...); });
}

PlanningService::Unary* PlanningService::RecommendSolutions(
    Context* context, const pb::RecommendSolutionsRequest* request,
    pb::RecommendSolutionsResponse* response) {
  return Pooled(context, request, response, "RecommendSolutions", [this](const auto&... arguments) {
    return recommendations_.Recommend(arguments...);
  });
}

}  // namespace pcsp::planning

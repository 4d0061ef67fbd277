// pcsp.planning.v1.PlanningService. Each method is a plain function from request to reply, and a
// line that hands it to the handler.
#pragma once

#include <string>
#include <utility>

#include "absl/status/statusor.h"
#include "common/base/page_token.h"
#include "common/rpc/audit_methods.h"
#include "common/rpc/handler.h"
#include "pcsp/planning/v1/planning_service.grpc.pb.h"
#include "services/planning/domain/solution/catalogue.h"
#include "services/planning/rpc/actions/action_methods.h"
#include "services/planning/rpc/actions/cycle_methods.h"
#include "services/planning/rpc/actions/event_methods.h"
#include "services/planning/rpc/convert.h"
#include "services/planning/rpc/diary/action_lists.h"
#include "services/planning/rpc/diary/calendar_methods.h"
#include "services/planning/rpc/erasure/note_methods.h"
#include "services/planning/rpc/library/adaptation_methods.h"
#include "services/planning/rpc/library/library_cache.h"
#include "services/planning/rpc/library/outcome_methods.h"
#include "services/planning/rpc/library/recommend_methods.h"
#include "services/planning/rpc/library/solution_methods.h"
#include "services/planning/rpc/library/story_methods.h"
#include "services/planning/rpc/plan/improver.h"
#include "services/planning/rpc/plan/plan_choices.h"
#include "services/planning/rpc/plan/plan_evidence.h"
#include "services/planning/rpc/plan/spending_methods.h"
#include "services/planning/rpc/plan/state_methods.h"
#include "services/planning/store/store.h"

namespace pcsp::planning {

// Thread-safe. What it points to must outlive it.
class PlanningService final : public pb::PlanningService::CallbackService {
 public:
  using Context = grpc::CallbackServerContext;
  using Unary = grpc::ServerUnaryReactor;

  struct Options {
    const Catalogue* catalogue;
    Store* store;
    std::string page_token_key;
    const rpc::AuditMethods* audit;
    bool improve_drafts = true;  // in the background
    absl::Duration improve_for = absl::Seconds(2);
    rpc::Handler::Options handler;  // its `service` is filled in
  };

  explicit PlanningService(Options options);

  absl::StatusOr<pb::Plan> DraftPlan(const rpc::Call& call, const pb::DraftPlanRequest& request);
  absl::StatusOr<pb::Plan> GetPlan(const rpc::Call& call, const pb::GetPlanRequest& request) {
    return plans_.Get(call, request);
  }
  absl::StatusOr<pb::ListPlansResponse> ListPlans(const rpc::Call& call,
                                                  const pb::ListPlansRequest& request);

  // library/
  Unary* ListSolutions(Context*, const pb::ListSolutionsRequest*,
                       pb::ListSolutionsResponse*) override;
  Unary* SearchSolutions(Context*, const pb::SearchSolutionsRequest*,
                         pb::SearchSolutionsResponse*) override;
  Unary* GetSolution(Context*, const pb::GetSolutionRequest*, pb::Solution*) override;
  Unary* CreateSolution(Context*, const pb::CreateSolutionRequest*, pb::Solution*) override;
  Unary* UpdateSolution(Context*, const pb::UpdateSolutionRequest*, pb::Solution*) override;
  Unary* RetireSolution(Context*, const pb::RetireSolutionRequest*, pb::Solution*) override;
  Unary* CreateAdaptation(Context*, const pb::CreateAdaptationRequest*, pb::Adaptation*) override;
  Unary* GetAdaptation(Context*, const pb::GetAdaptationRequest*, pb::Adaptation*) override;
  Unary* ListAdaptations(Context*, const pb::ListAdaptationsRequest*,
                         pb::ListAdaptationsResponse*) override;
  Unary* WithdrawAdaptation(Context*, const pb::WithdrawAdaptationRequest*,
                            pb::Adaptation*) override;
  Unary* DeleteOutcome(Context*, const pb::DeleteOutcomeRequest*, pb::Outcome*) override;
  Unary* SignOffAdaptation(Context*, const pb::SignOffAdaptationRequest*, pb::Adaptation*) override;
  Unary* CreateStory(Context*, const pb::CreateStoryRequest*, pb::SiteStory*) override;
  Unary* ListStories(Context*, const pb::ListStoriesRequest*, pb::ListStoriesResponse*) override;
  Unary* WithdrawStories(Context*, const pb::WithdrawStoriesRequest*,
                         pb::WithdrawStoriesResponse*) override;
  Unary* RecordOutcomes(Context*, const pb::RecordOutcomesRequest*,
                        pb::RecordOutcomesResponse*) override;
  Unary* ListOutcomes(Context*, const pb::ListOutcomesRequest*, pb::ListOutcomesResponse*) override;
  Unary* ListSolutionEffects(Context*, const pb::ListSolutionEffectsRequest*,
                             pb::ListSolutionEffectsResponse*) override;
  Unary* RecommendSolutions(Context*, const pb::RecommendSolutionsRequest*,
                            pb::RecommendSolutionsResponse*) override;

  // actions/, plan/, diary/
  Unary* GetPlan(Context*, const pb::GetPlanRequest*, pb::Plan*) override;
  Unary* ImprovePlan(Context*, const pb::ImprovePlanRequest*, pb::Plan*) override;
  Unary* UpdatePlan(Context*, const pb::UpdatePlanRequest*, pb::Plan*) override;
  Unary* AgreePlan(Context*, const pb::AgreePlanRequest*, pb::Plan*) override;
  Unary* ClosePlan(Context*, const pb::ClosePlanRequest*, pb::Plan*) override;
  Unary* DeletePlan(Context*, const pb::DeletePlanRequest*, pb::Plan*) override;
  Unary* GetAction(Context*, const pb::GetActionRequest*, pb::Action*) override;
  Unary* AddAction(Context*, const pb::AddActionRequest*, pb::Action*) override;
  Unary* UpdateAction(Context*, const pb::UpdateActionRequest*, pb::Action*) override;
  Unary* RecordActionEvent(Context*, const pb::RecordActionEventRequest*,
                           pb::RecordActionEventResponse*) override;
  Unary* ReviewAction(Context*, const pb::ReviewActionRequest*, pb::Action*) override;
  Unary* StartCycle(Context*, const pb::StartCycleRequest*, pb::Cycle*) override;
  Unary* RecordCycle(Context*, const pb::RecordCycleRequest*, pb::Cycle*) override;
  Unary* ListActions(Context*, const pb::ListActionsRequest*, pb::ListActionsResponse*) override;
  Unary* ListActionOutcomes(Context*, const pb::ListActionOutcomesRequest*,
                            pb::ListActionOutcomesResponse*) override;
  Unary* CreateCalendarFeed(Context*, const pb::CreateCalendarFeedRequest*,
                            pb::CalendarFeed*) override;
  Unary* ListCalendarFeeds(Context*, const pb::ListCalendarFeedsRequest*,
                           pb::ListCalendarFeedsResponse*) override;
  Unary* RevokeCalendarFeed(Context*, const pb::RevokeCalendarFeedRequest*,
                            pb::CalendarFeed*) override;
  Unary* GetCalendar(Context*, const pb::GetCalendarRequest*, type::v1::Document*) override;

  // erasure/
  Unary* EraseNotes(Context* context, const pb::EraseNotesRequest* request,
                    pb::EraseNotesResponse* response) override {
    return Pooled(context, request, response, "EraseNotes",
                  [this](const auto&... arguments) { return notes_.Erase(arguments...); });
  }

  Unary* DraftPlan(Context* context, const pb::DraftPlanRequest* request,
                   pb::Plan* response) override {
    return Pooled(context, request, response, "DraftPlan",
                  [this](const auto&... arguments) { return DraftPlan(arguments...); });
  }
  Unary* ListPlans(Context* context, const pb::ListPlansRequest* request,
                   pb::ListPlansResponse* response) override {
    return Pooled(context, request, response, "ListPlans",
                  [this](const auto&... arguments) { return ListPlans(arguments...); });
  }
  Unary* ListAuditEntries(Context* context, const audit::v1::ListAuditEntriesRequest* request,
                          audit::v1::ListAuditEntriesResponse* response) override {
    return Pooled(context, request, response, "ListAuditEntries",
                  [this](const auto&... arguments) { return audit_->List(arguments...); });
  }
  Unary* ExportAuditHead(Context* context, const audit::v1::ExportAuditHeadRequest* request,
                         audit::v1::AuditHead* response) override {
    return Pooled(context, request, response, "ExportAuditHead",
                  [this](const auto&... arguments) { return audit_->ExportHead(arguments...); });
  }

 private:
  template <typename... Arguments>
  Unary* Pooled(Arguments&&... arguments) {
    return handler_.Unary(std::forward<Arguments>(arguments)..., rpc::Mode::kPooled);
  }

  Store& store_;
  const PageTokens tokens_;
  LibraryCache libraries_;
  const SolutionMethods solutions_;
  const AdaptationMethods adaptations_;
  const OutcomeMethods outcomes_;
  const StoryMethods stories_;
  const RecommendMethods recommendations_;
  PlanChoices choices_;
  const PlanEvidence evidence_;
  Improver improver_;
  const ActionMethods actions_;
  const EventMethods events_;
  const CycleMethods cycles_;
  const PlanStateMethods plans_;
  const SpendingMethods spending_;
  const ActionLists lists_;
  const CalendarMethods calendars_;
  const NoteMethods notes_;
  const rpc::AuditMethods* const audit_;
  rpc::Handler handler_;
};

}  // namespace pcsp::planning

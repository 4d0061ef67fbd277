#include "services/planning/rpc/planning_service.h"

namespace pcsp::planning {

PlanningService::Unary* PlanningService::GetPlan(Context* context,
                                                 const pb::GetPlanRequest* request,
                                                 pb::Plan* response) {
  return Pooled(context, request, response, "GetPlan",
                [this](const auto&... arguments) { return plans_.Get(arguments...); });
}

PlanningService::Unary* PlanningService::ImprovePlan(Context* context,
                                                     const pb::ImprovePlanRequest* request,
                                                     pb::Plan* response) {
  return Pooled(context, request, response, "ImprovePlan",
                [this](const auto&... arguments) { return plans_.Improve(arguments...); });
}

PlanningService::Unary* PlanningService::UpdatePlan(Context* context,
                                                    const pb::UpdatePlanRequest* request,
                                                    pb::Plan* response) {
  return Pooled(context, request, response, "UpdatePlan",
                [this](const auto&... arguments) { return spending_.Update(arguments...); });
}

PlanningService::Unary* PlanningService::AgreePlan(Context* context,
                                                   const pb::AgreePlanRequest* request,
                                                   pb::Plan* response) {
  return Pooled(context, request, response, "AgreePlan",
                [this](const auto&... arguments) { return plans_.Agree(arguments...); });
}

PlanningService::Unary* PlanningService::ClosePlan(Context* context,
                                                   const pb::ClosePlanRequest* request,
                                                   pb::Plan* response) {
  return Pooled(context, request, response, "ClosePlan",
                [this](const auto&... arguments) { return plans_.Close(arguments...); });
}

PlanningService::Unary* PlanningService::DeletePlan(Context* context,
                                                    const pb::DeletePlanRequest* request,
                                                    pb::Plan* response) {
  return Pooled(context, request, response, "DeletePlan",
                [this](const auto&... arguments) { return plans_.Delete(arguments...); });
}

PlanningService::Unary* PlanningService::GetAction(Context* context,
                                                   const pb::GetActionRequest* request,
                                                   pb::Action* response) {
  return Pooled(context, request, response, "GetAction",
                [this](const auto&... arguments) { return actions_.Get(arguments...); });
}

PlanningService::Unary* PlanningService::AddAction(Context* context,
                                                   const pb::AddActionRequest* request,
                                                   pb::Action* response) {
  return Pooled(context, request, response, "AddAction",
                [this](const auto&... arguments) { return actions_.Add(arguments...); });
}

PlanningService::Unary* PlanningService::UpdateAction(Context* context,
                                                      const pb::UpdateActionRequest* request,
                                                      pb::Action* response) {
  return Pooled(context, request, response, "UpdateAction",
                [this](const auto&... arguments) { return actions_.Update(arguments...); });
}

PlanningService::Unary* PlanningService::RecordActionEvent(
    Context* context, const pb::RecordActionEventRequest* request,
    pb::RecordActionEventResponse* response) {
  return Pooled(context, request, response, "RecordActionEvent",
                [this](const auto&... arguments) { return events_.Record(arguments...); });
}

PlanningService::Unary* PlanningService::ReviewAction(Context* context,
                                                      const pb::ReviewActionRequest* request,
                                                      pb::Action* response) {
  return Pooled(context, request, response, "ReviewAction",
                [this](const auto&... arguments) { return events_.Review(arguments...); });
}

PlanningService::Unary* PlanningService::StartCycle(Context* context,
                                                    const pb::StartCycleRequest* request,
                                                    pb::Cycle* response) {
  return Pooled(context, request, response, "StartCycle",
                [this](const auto&... arguments) { return cycles_.Start(arguments...); });
}

PlanningService::Unary* PlanningService::RecordCycle(Context* context,
                                                     const pb::RecordCycleRequest* request,
                                                     pb::Cycle* response) {
  return Pooled(context, request, response, "RecordCycle",
                [this](const auto&... arguments) { return cycles_.Record(arguments...); });
}

PlanningService::Unary* PlanningService::ListActions(Context* context,
                                                     const pb::ListActionsRequest* request,
                                                     pb::ListActionsResponse* response) {
  return Pooled(context, request, response, "ListActions",
                [this](const auto&... arguments) { return lists_.List(arguments...); });
}

PlanningService::Unary* PlanningService::ListActionOutcomes(
    Context* context, const pb::ListActionOutcomesRequest* request,
    pb::ListActionOutcomesResponse* response) {
  return Pooled(context, request, response, "ListActionOutcomes",
                [this](const auto&... arguments) { return lists_.ListOutcomes(arguments...); });
}

PlanningService::Unary* PlanningService::CreateCalendarFeed(
    Context* context, const pb::CreateCalendarFeedRequest* request, pb::CalendarFeed* response) {
  return Pooled(context, request, response, "CreateCalendarFeed",
                [this](const auto&... arguments) { return calendars_.Create(arguments...); });
}

PlanningService::Unary* PlanningService::ListCalendarFeeds(
    Context* context, const pb::ListCalendarFeedsRequest* request,
    pb::ListCalendarFeedsResponse* response) {
  return Pooled(context, request, response, "ListCalendarFeeds",
                [this](const auto&... arguments) { return calendars_.List(arguments...); });
}

PlanningService::Unary* PlanningService::RevokeCalendarFeed(
    Context* context, const pb::RevokeCalendarFeedRequest* request, pb::CalendarFeed* response) {
  return Pooled(context, request, response, "RevokeCalendarFeed",
                [this](const auto&... arguments) { return calendars_.Revoke(arguments...); });
}

PlanningService::Unary* PlanningService::GetCalendar(Context* context,
                                                     const pb::GetCalendarRequest* request,
                                                     type::v1::Document* response) {
  return Pooled(context, request, response, "GetCalendar",
                [this](const auto&... arguments) { return calendars_.Get(arguments...); });
}

}  // namespace pcsp::planning

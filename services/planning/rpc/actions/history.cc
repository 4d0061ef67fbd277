#include "services/planning/rpc/actions/history.h"

#include <algorithm>
#include <utility>

#include "services/planning/domain/errors.h"

namespace pcsp::planning {
namespace {

std::vector<sql::Condition> In(const PlanName& plan) {
  return {sql::Is("programme", plan.organisation.programme),
          sql::Is("organisation", plan.organisation.organisation), sql::Is("plan", plan.plan)};
}

std::vector<sql::Condition> Of(const TrackedAction& action) {
  std::vector<sql::Condition> where = In(action.plan);
  where.push_back(sql::Is("action", action.id));
  return where;
}

}  // namespace

std::vector<TrackedAction> FollowedOf(sql::RecordReader& reader, const PlanName& plan) {
  return reader.List<TrackedAction>({.where = In(plan)});
}

std::map<std::string, std::vector<TrackedAction>> FollowedOf(sql::RecordReader& reader,
                                                             const std::vector<Plan>& plans) {
  std::map<std::string, std::vector<TrackedAction>> followed;
  if (plans.empty()) return followed;
  std::vector<std::string> ids;
  for (const Plan& plan : plans) ids.push_back(plan.name.plan);
  const std::string& programme = plans[0].name.organisation.programme;
  for (TrackedAction& action : reader.List<TrackedAction>(
           {.where = {sql::Is("programme", programme), sql::OneOfThem("plan", std::move(ids))}})) {
    followed[action.plan.Text()].push_back(std::move(action));
  }
  return followed;
}

absl::StatusOr<TrackedAction> ActionIn(sql::RecordReader& reader, const Plan& plan,
                                       const std::string& id, absl::Time now) {
  const OrganisationName& site = plan.name.organisation;
  auto found = reader.Find<TrackedAction>({site.programme, site.organisation, plan.name.plan, id});
  if (found) return *std::move(found);
  const auto& drafted = plan.draft.actions;
  const auto one = std::find_if(drafted.begin(), drafted.end(),
                                [&](const Action& action) { return action.solution == id; });
  if (one == drafted.end()) return ActionNotFound(ActionName{plan.name, id}.Text());
  return Track(plan, *one, now);
}

pb::Action WithHistory(sql::RecordReader& reader, const TrackedAction& action,
                       absl::CivilDay today) {
  pb::Action proto = ToProto(action, today);
  for (const StoredEvent& stored : reader.List<StoredEvent>({.where = Of(action)})) {
    *proto.add_events() = ToProto(stored.event, action.plan.organisation.programme);
  }
  for (const Cycle& cycle :
       reader.List<Cycle>({.where = Of(action), .order = {"create_time", "id"}})) {
    *proto.add_cycles() = ToProto(cycle);
  }
  return proto;
}

}  // namespace pcsp::planning

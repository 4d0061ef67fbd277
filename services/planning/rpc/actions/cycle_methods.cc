#include "services/planning/rpc/actions/cycle_methods.h"

#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/base/status_macros.h"
#include "services/planning/domain/action/cycle.h"
#include "services/planning/domain/action/plan_states.h"
#include "services/planning/domain/errors.h"
#include "services/planning/rpc/actions/convert_action.h"
#include "services/planning/rpc/actions/enums.h"
#include "services/planning/rpc/actions/history.h"
#include "services/planning/rpc/requests.h"

namespace pcsp::planning {
namespace {

absl::Status CheckPlan(const Plan& plan) {
  if (plan.state != PlanState::kDraft) return CheckChangeable(plan);
  return PlanStateForbids(plan.name.Text(), "Nobody has agreed to the plan yet.", "an agreed plan");
}

Cycle CycleOf(const pb::Cycle& proto, const ActionName& action, absl::Time now,
              Violations& violations) {
  Cycle cycle;
  cycle.plan = action.plan;
  cycle.action = action.action;
  cycle.question = proto.question();
  cycle.prediction = proto.prediction();
  cycle.measure = proto.measure();
  cycle.planned.day = DayFrom("cycle.plan.date", proto.plan().date(), DayOf(now), violations);
  cycle.planned.note = proto.plan().note();
  cycle.create_time = cycle.update_time = now;
  for (const auto& [field, given] :
       {std::pair("cycle.do", proto.has_do_()), std::pair("cycle.study", proto.has_study()),
        std::pair("cycle.act", proto.has_act())}) {
    if (given) violations.Add(field, "", "nothing: what follows is written down by RecordCycle");
  }
  CheckNewCycle(cycle, DayOf(now), violations);
  return cycle;
}

int64_t CyclesOf(sql::RecordReader& reader, const ActionName& action) {
  const OrganisationName& site = action.plan.organisation;
  return reader.Count<Cycle>({sql::Is("programme", site.programme),
                              sql::Is("organisation", site.organisation),
                              sql::Is("plan", action.plan.plan), sql::Is("action", action.action)});
}

CycleName NameFrom(const std::string& name, Violations& violations) {
  if (auto parsed = ParseCycle(name)) return *std::move(parsed);
  violations.Add("name", name,
                 absl::StrCat(kOrganisationShape, "/plans/{plan}/actions/{action}/cycles/{cycle}"));
  return {};
}

}  // namespace

absl::StatusOr<pb::Cycle> CycleMethods::Start(const rpc::Call& call,
                                              const pb::StartCycleRequest& request) const {
  Violations violations;
  const ActionName name = ActionFrom("parent", request.parent(), violations);
  CheckRequestId(request.request_id(), violations);
  const Cycle given = CycleOf(request.cycle(), name, call.now, violations);
  RETURN_IF_ERROR(violations.ToStatus());
  const auto change = ChangeOf("StartCycle", call, name.plan.organisation.programme, request);
  return WritePlans<pb::Cycle>(
      store_, change, [&](PlanWriter& writer) -> absl::StatusOr<pb::Cycle> {
        ASSIGN_OR_RETURN(const Plan plan, writer.GetPlan(name.plan));
        RETURN_IF_ERROR(ActionIn(writer.records(), plan, name.action, call.now).status());
        RETURN_IF_ERROR(CheckPlan(plan));
        Cycle cycle = given;
        cycle.id = absl::StrCat(CyclesOf(writer.records(), name) + 1);
        writer.records().Insert(cycle);
        writer.records().Concerns(cycle.Name());
        return ToProto(cycle);
      });
}

absl::StatusOr<pb::Cycle> CycleMethods::Record(const rpc::Call& call,
                                               const pb::RecordCycleRequest& request) const {
  Violations violations;
  const CycleName name = NameFrom(request.name(), violations);
  CheckRequestId(request.request_id(), violations);
  const CycleStage stage = StructOf("stage", request.stage(), kCycleStages, violations);
  const CycleDecision decision =
      StructOf("decision", request.decision(), kCycleDecisions, violations);
  const StageRecord record = {DayFrom("date", request.date(), DayOf(call.now), violations),
                              request.note()};
  if (name.cycle.empty()) return violations.ToStatus();
  const PlanName& plan_name = name.action.plan;
  const OrganisationName& site = plan_name.organisation;
  const auto change = ChangeOf("RecordCycle", call, site.programme, request);
  return WritePlans<pb::Cycle>(
      store_, change, [&](PlanWriter& writer) -> absl::StatusOr<pb::Cycle> {
        auto cycle = writer.records().Find<Cycle>(
            {site.programme, site.organisation, plan_name.plan, name.action.action, name.cycle});
        if (!cycle) return CycleNotFound(name.Text());
        Violations all = violations;
        CheckStageRecord(*cycle, stage, record, decision, DayOf(call.now), all);
        RETURN_IF_ERROR(all.ToStatus());
        RETURN_IF_ERROR(CheckEtag("cycle", name.Text(), request.etag(), cycle->revision));
        RETURN_IF_ERROR(CheckStage(*cycle, stage));
        const Cycle next = With(*std::move(cycle), stage, record, decision, call.now);
        writer.records().Put(next);
        writer.records().Concerns(name.Text());
        return ToProto(next);
      });
}

}  // namespace pcsp::planning

#include "services/planning/rpc/programme_plan/plan_methods.h"

#include <utility>

#include "services/planning/domain/calendar.h"
#include "services/planning/domain/cohorts/explain/conflicts.h"
#include "services/planning/domain/training/session/session.h"
#include "services/planning/domain/training/words.h"
#include "services/planning/rpc/programme_plan/convert_problem.h"
#include "services/planning/rpc/programme_plan/documents.h"
#include "services/planning/rpc/programme_plan/not_planned.h"

namespace pcsp::planning {
namespace {

using training::Find;
using training::NameFrom;
using training::NameParts;
using Kind = PlanDocument::Kind;

constexpr absl::string_view kPlans = "programmePlans";
constexpr size_t kLongestApproval = 1000;
constexpr absl::string_view kInProblem = "programme_plan.problem.";

void CheckCalendar(const v1::CohortProblem& problem, Violations& violations) {
  if (!problem.start_date().empty() && !DayFromText(problem.start_date())) {
    violations.Add("start_date", problem.start_date(), "a day, yyyy-mm-dd");
  }
  absl::TimeZone zone;
  if (!problem.time_zone().empty() && !absl::LoadTimeZone(problem.time_zone(), &zone)) {
    violations.Add("time_zone", problem.time_zone(), "a time zone such as Europe/London");
  }
  const std::string start = absl::StrCat("2000-01-01T", problem.start_of_day());
  if (!problem.start_of_day().empty() && !training::MinuteFromText(start)) {
    violations.Add("start_of_day", problem.start_of_day(), "a time of day, hh:mm");
  }
}

// Everything that is wrong with the problem, and with the rest of the request.
absl::Status CheckRequest(const v1::CohortProblem& proto, Violations violations,
                          CohortProblem& problem) {
  Violations in_problem;
  CheckCalendar(proto, in_problem);
  CheckNotPlanned(proto, in_problem);
  problem = CheckedFromProto(proto, in_problem);
  if (in_problem.empty()) return violations.ToStatus();
  violations.Merge(kInProblem, in_problem.ToStatus());
  return violations.ToStatus("COHORT_PROBLEM_INVALID");
}

std::string HashOf(const v1::ProgrammePlan& proto, const ProgrammePlan& plan) {
  return Sha256Hex(absl::StrCat(plan.seconds, " ", plan.seed, " ", plan.moves, " ",
                                proto.problem().SerializeAsString()));
}

}  // namespace

absl::StatusOr<v1::ProgrammePlan> ProgrammePlanMethods::Create(
    const rpc::Call& call, const v1::CreateProgrammePlanRequest& request) const {
  Violations violations;
  const std::string programme = ProgrammeFrom("parent", request.parent(), violations);
  training::CheckNewId("programme_plan_id", request.programme_plan_id(), violations);
  CheckRequestId(request.request_id(), violations);
  ProgrammePlan plan = FromProto(request.programme_plan(), violations);
  CohortProblem problem;
  RETURN_IF_ERROR(CheckRequest(request.programme_plan().problem(), violations, problem));
  RETURN_IF_ERROR(RulesConflict(FixedConflicts(problem)));
  plan.programme = programme;
  plan.uid = NewUuid(call.now);
  plan.id = request.programme_plan_id().empty() ? plan.uid : request.programme_plan_id();
  plan.create_time = plan.update_time = plan.progress.time = call.now;
  plan.progress.step = "waiting";
  plan.progress.regions = static_cast<int>(problem.regions.size());
  plan.input_hash = HashOf(request.programme_plan(), plan);
  const auto change = ChangeOf("CreateProgrammePlan", call, programme, request);
  auto reply = Write<v1::ProgrammePlan>(
      *desk_.records, change, [&](sql::RecordWriter& writer) -> absl::StatusOr<v1::ProgrammePlan> {
        if (writer.Find<ProgrammePlan>({programme, plan.id})) {
          return ResourceExists("programme_plan", NameOf(plan));
        }
        writer.Insert(plan);
        PutDocument(writer, plan, Kind::kProblem, request.programme_plan().problem());
        writer.Concerns(NameOf(plan));
        return ToProto(plan);
      });
  if (reply.ok() && !request.validate_only()) ring_();
  return reply;
}

absl::StatusOr<v1::ProgrammePlan> ProgrammePlanMethods::Get(
    const rpc::Call&, const v1::GetProgrammePlanRequest& request) const {
  Violations violations;
  const NameParts id = NameFrom(kPlans, "name", request.name(), violations);
  if (!v1::ProgrammePlanView_IsValid(request.view())) {
    violations.Add("view", absl::StrCat(request.view()), "a value of the enumeration");
  }
  RETURN_IF_ERROR(violations.ToStatus());
  v1::ProgrammePlan reply;
  RETURN_IF_ERROR(desk_.records->Read([&](sql::RecordReader& reader) -> absl::Status {
    ASSIGN_OR_RETURN(const ProgrammePlan plan, Find<ProgrammePlan>(reader, id));
    reply = ToProto(plan);
    if (request.view() >= v1::PROGRAMME_PLAN_VIEW_RESULT && reply.has_cost()) {
      ASSIGN_OR_RETURN(*reply.mutable_result(),
                       ReadDocument<v1::CohortResult>(reader, plan, Kind::kResult));
    }
    if (request.view() >= v1::PROGRAMME_PLAN_VIEW_FULL) {
      ASSIGN_OR_RETURN(*reply.mutable_problem(),
                       ReadDocument<v1::CohortProblem>(reader, plan, Kind::kProblem));
    }
    return absl::OkStatus();
  }));
  return reply;
}

absl::StatusOr<v1::ListProgrammePlansResponse> ProgrammePlanMethods::List(
    const rpc::Call&, const v1::ListProgrammePlansRequest& request) const {
  Violations violations;
  const std::string programme = ProgrammeFrom("parent", request.parent(), violations);
  const auto state =
      training::EnumFrom("state", request.state(), ProgrammePlanState::kSuperseded, violations);
  sql::Query query{.where = {sql::Is("programme", programme)}, .order = {"uid"}, .falling = true};
  if (state != ProgrammePlanState::kUnspecified) {
    query.where.push_back(sql::Is("state", training::WordOf(state, kProgrammePlanStateWords)));
  }
  ASSIGN_OR_RETURN(
      const auto listed,
      training::List<ProgrammePlan>(
          desk_, request, {"ListProgrammePlans", request.parent(), absl::StrCat(request.state())},
          query, violations,
          [](const ProgrammePlan& plan) -> std::vector<std::string> { return {plan.uid}; }));
  v1::ListProgrammePlansResponse reply;
  for (const ProgrammePlan& plan : listed.items) *reply.add_programme_plans() = ToProto(plan);
  reply.set_next_page_token(listed.next_page_token);
  return reply;
}

absl::StatusOr<v1::ProgrammePlan> ProgrammePlanMethods::Cancel(
    const rpc::Call& call, const v1::CancelProgrammePlanRequest& request) const {
  Violations violations;
  const NameParts id = NameFrom(kPlans, "name", request.name(), violations);
  CheckRequestId(request.request_id(), violations);
  RETURN_IF_ERROR(violations.ToStatus());
  const auto change = ChangeOf("CancelProgrammePlan", call, id.programme, request);
  auto reply = Write<v1::ProgrammePlan>(
      *desk_.records, change, [&](sql::RecordWriter& writer) -> absl::StatusOr<v1::ProgrammePlan> {
        ASSIGN_OR_RETURN(ProgrammePlan plan, Find<ProgrammePlan>(writer, id));
        RETURN_IF_ERROR(CheckEtag("programme_plan", request.name(), request.etag(), plan.revision));
        RETURN_IF_ERROR(AllowCancel(request.name(), plan));
        // Whoever works on it ends the search and keeps what there is.
        plan.cancelling = plan.state == ProgrammePlanState::kRunning && !IsFree(plan, call.now);
        if (!plan.cancelling) plan.state = ProgrammePlanState::kCancelled;
        training::Keep(writer, plan, call.now);
        writer.Concerns(request.name());
        return ToProto(plan);
      });
  return reply;
}

absl::StatusOr<v1::ProgrammePlan> ProgrammePlanMethods::Approve(
    const rpc::Call& call, const v1::ApproveProgrammePlanRequest& request) const {
  Violations violations;
  const NameParts id = NameFrom(kPlans, "name", request.name(), violations);
  CheckRequestId(request.request_id(), violations);
  const std::string by =
      training::IdOf(id.programme, "appointments", "approved_by", request.approved_by(),
                     training::Need::kRequired, violations);
  if (request.note().size() > kLongestApproval) {
    violations.Add("note", request.note(),
                   absl::StrCat("at most ", kLongestApproval, " characters"));
  }
  RETURN_IF_ERROR(violations.ToStatus());
  const auto change = ChangeOf("ApproveProgrammePlan", call, id.programme, request);
  return Write<v1::ProgrammePlan>(
      *desk_.records, change, [&](sql::RecordWriter& writer) -> absl::StatusOr<v1::ProgrammePlan> {
        ASSIGN_OR_RETURN(ProgrammePlan plan, Find<ProgrammePlan>(writer, id));
        RETURN_IF_ERROR(CheckEtag("programme_plan", request.name(), request.etag(), plan.revision));
        RETURN_IF_ERROR(AllowApprove(request.name(), plan));
        plan.state = ProgrammePlanState::kApproved;
        plan.approved = {by, call.now};
        plan.approval_note = request.note();
        training::Keep(writer, plan, call.now);
        writer.Concerns(request.name());
        return ToProto(plan);
      });
}

}  // namespace pcsp::planning

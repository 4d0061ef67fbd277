#include "services/planning/rpc/programme_plan/plan_records.h"

#include <utility>

#include "services/planning/domain/cohorts/explain/changes.h"
#include "services/planning/rpc/programme_plan/convert_result.h"
#include "services/planning/rpc/programme_plan/documents.h"

namespace pcsp::planning {
namespace {

using Kind = PlanDocument::Kind;

constexpr int kLooked = 100;  // waiting plans

sql::RecordChange WorkOn(absl::string_view method, const ProgrammePlan& plan, absl::Time now) {
  return {.key = {.method = absl::StrCat("planning.", method)},
          .now = now,
          .programme = plan.programme};
}

absl::Status NotOurs(const ProgrammePlan& plan) {
  return MakeError(
      absl::StatusCode::kAborted, "Somebody else works on the plan now.",
      {.reason = "PROGRAMME_PLAN_LOST", .resource = ResourceRef{"programme_plan", NameOf(plan)}});
}

// In a new state, which counts as a change.
void Enter(sql::RecordWriter& writer, ProgrammePlan& plan, ProgrammePlanState state,
           absl::Time now) {
  plan.state = state;
  plan.lease.owner.clear();
  plan.cancelling = false;
  training::Keep(writer, plan, now);
  writer.Concerns(NameOf(plan));
}

void Fail(sql::RecordWriter& writer, ProgrammePlan& plan, const absl::Status& status,
          absl::Time now) {
  plan.error = ErrorText(status);
  plan.progress.step = "failed";
  Enter(writer, plan, ProgrammePlanState::kFailed, now);
}

// The search was ended before it had anything.
bool IsNothing(const CohortResult& result) {
  return result.plan.bookings.empty() && result.checked.unmet_people > 0;
}

}  // namespace

template <typename Change>
absl::StatusOr<ProgrammePlan> PlanRecords::ChangeOurs(absl::string_view method,
                                                      const ProgrammePlan& plan, absl::Time now,
                                                      Change change) {
  ProgrammePlan changed;
  const auto body = [&](sql::RecordWriter& writer) -> absl::StatusOr<std::string> {
    const auto found = writer.Find<ProgrammePlan>({plan.programme, plan.id});
    if (!found || found->state != ProgrammePlanState::kRunning || found->lease.owner != owner_ ||
        found->lease.attempt != plan.lease.attempt) {
      return NotOurs(plan);
    }
    changed = *found;
    change(writer, changed);
    return "";
  };
  RETURN_IF_ERROR(records_.Write(WorkOn(method, plan, now), body).status());
  return changed;
}

absl::StatusOr<std::optional<TakenPlan>> PlanRecords::Take(absl::Time now) {
  std::vector<ProgrammePlan> waiting;
  RETURN_IF_ERROR(records_.Read([&](sql::RecordReader& reader) {
    waiting = reader.List<ProgrammePlan>(
        {.where = {sql::Is("state", "running")}, .order = {"uid"}, .limit = kLooked});
    return absl::OkStatus();
  }));
  for (const ProgrammePlan& plan : waiting) {
    if (!IsFree(plan, now)) continue;
    ASSIGN_OR_RETURN(std::optional<ProgrammePlan> leased, Lease(plan, now));
    if (!leased) continue;
    TakenPlan taken;
    taken.plan = *std::move(leased);
    RETURN_IF_ERROR(records_.Read([&](sql::RecordReader& reader) -> absl::Status {
      ASSIGN_OR_RETURN(taken.problem,
                       ReadDocument<v1::CohortProblem>(reader, taken.plan, Kind::kProblem));
      return absl::OkStatus();
    }));
    return taken;
  }
  return std::nullopt;
}

absl::StatusOr<std::optional<ProgrammePlan>> PlanRecords::Lease(const ProgrammePlan& plan,
                                                                absl::Time now) {
  std::optional<ProgrammePlan> leased;
  const auto body = [&](sql::RecordWriter& writer) -> absl::StatusOr<std::string> {
    leased.reset();
    auto found = writer.Find<ProgrammePlan>({plan.programme, plan.id});
    if (!found || !IsFree(*found, now)) return "";  // somebody was faster
    if (found->lease.attempt >= kMostAttempts) {
      Fail(writer, *found, PlanAbandoned(NameOf(*found), found->lease.attempt), now);
      return "";
    }
    found->lease = {owner_, now + lease_, found->lease.attempt + 1};
    found->progress = {.step = "reading the problem",  // nothing is left of attempts before
                       .regions = found->progress.regions,
                       .time = now};
    writer.Put(*found);
    leased = *std::move(found);
    return "";
  };
  RETURN_IF_ERROR(records_.Write(WorkOn("LeaseProgrammePlan", plan, now), body).status());
  return leased;
}

absl::StatusOr<ProgrammePlan> PlanRecords::Beat(const ProgrammePlan& plan,
                                                const PlanProgress& progress, absl::Time now) {
  return ChangeOurs("ReportProgrammePlan", plan, now,
                    [&](sql::RecordWriter& writer, ProgrammePlan& ours) {
                      ours.progress = progress;
                      ours.lease.until = now + lease_;
                      writer.Put(ours);
                    });
}

absl::Status PlanRecords::Finish(const TakenPlan& taken, PlanSearch& search, absl::Time now) {
  const PlanProgress progress = search.Progress(now);
  const absl::StatusOr<CohortResult>& result = search.result();
  v1::CohortResult document;
  if (result.ok()) {
    document = ToProto(search.problem(), *result);
    *document.mutable_not_planned() = taken.problem.not_planned();
  }
  return ChangeOurs("FinishProgrammePlan", taken.plan, now,
                    [&](sql::RecordWriter& writer, ProgrammePlan& ours) {
                      ours.progress = progress;
                      ours.ended_early = search.cancelled();
                      if (!result.ok() && !search.cancelled()) {
                        return Fail(writer, ours, result.status(), now);
                      }
                      if (!result.ok() || (search.cancelled() && IsNothing(*result))) {
                        ours.progress.step = "ended before there was a plan";
                        return Enter(writer, ours, ProgrammePlanState::kCancelled, now);
                      }
                      ours.outcome = {result->checked.cost, result->checked.unmet_people,
                                      document.changes().moved_people()};
                      ours.progress.step = "done";
                      ours.progress.percent = 100;
                      ours.progress.best = result->objective;
                      ours.progress.bound = result->bound;
                      ours.progress.planned_regions = ours.progress.regions;
                      PutDocument(writer, ours, Kind::kResult, document);
                      Enter(writer, ours, ProgrammePlanState::kProposed, now);
                    })
      .status();
}

absl::Status PlanRecords::Release(const ProgrammePlan& plan, absl::Time now) {
  return ChangeOurs("ReleaseProgrammePlan", plan, now,
                    [&](sql::RecordWriter& writer, ProgrammePlan& ours) {
                      ours.lease = {"", now, ours.lease.attempt - 1};
                      ours.progress.step = "waiting";
                      writer.Put(ours);
                    })
      .status();
}

}  // namespace pcsp::planning

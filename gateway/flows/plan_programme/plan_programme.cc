#include "gateway/flows/plan_programme/plan_programme.h"

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "common/base/error.h"
#include "common/base/ids.h"
#include "common/base/status_macros.h"
#include "gateway/flows/names.h"
#include "gateway/flows/plan_programme/facts.h"
#include "gateway/flows/plan_programme/problem.h"

namespace pcsp::gateway {
namespace {

using planning::v1::ProgrammePlan;
using Stub = planning::v1::ProgrammePlanService::Stub;

constexpr int kUsualWeeks = 104, kMostWeeks = 520;

absl::CivilDay DayFrom(const std::string& field, const std::string& text, Violations& violations) {
  absl::CivilDay day;
  if (!absl::ParseCivilTime(text, &day) || absl::FormatCivilTime(day) != text) {
    violations.Add(field, text, "a day, yyyy-mm-dd");
  }
  return day;
}

void CheckNames(const v1::PlanProgrammeRequest& request, Violations& violations) {
  const auto check = [&](const std::string& field, const std::string& name,
                         absl::string_view collection) {
    const std::string prefix = absl::StrCat(request.parent(), "/", collection, "/");
    if (absl::StartsWith(name, prefix) && IsResourceId(name.substr(prefix.size()))) return;
    violations.Add(field, name, absl::StrCat(prefix, "{id}"));
  };
  if (!request.within().empty()) check("within", request.within(), "organisations");
  for (int i = 0; i < request.courses_size(); ++i) {
    check(absl::StrCat("courses[", i, "]"), request.courses(i), "courses");
  }
  for (int i = 0; i < request.dropped_sessions_size(); ++i) {
    check(absl::StrCat("dropped_sessions[", i, "]"), request.dropped_sessions(i), "sessions");
  }
}

void CheckNumbers(const v1::PlanProgrammeRequest& request, Violations& violations) {
  const auto check = [&](const char* field, double value, double low, double high) {
    if (value >= low && value <= high) return;
    violations.Add(field, absl::StrCat(value), absl::StrCat("a number from ", low, " to ", high));
  };
  if (request.weeks() != 0) check("weeks", request.weeks(), 2, kMostWeeks);
  check("seats", request.seats(), 0, 10'000);
  check("minimum_size", request.minimum_size(), 0, 10'000);
  check("trainers_per_session", request.trainers_per_session(), 0, 20);
  check("backfill_share", request.backfill_share(), 0, 1);
  check("reach_km", request.reach_km(), 0, 2000);
  check("frozen_weeks", request.frozen_weeks(), 0, kMostWeeks);
}

// Everything that is wrong with the request but what planning itself looks at.
absl::Status Check(const v1::PlanProgrammeRequest& request, absl::CivilDay* start) {
  Violations violations;
  if (const auto programme = ProgrammeOf("parent", absl::StrCat(request.parent(), "/x"));
      !programme.ok() || *programme != request.parent()) {
    violations.Add("parent", request.parent(), "programmes/{programme}");
  }
  if (!request.start_date().empty()) {
    *start = DayFrom("start_date", request.start_date(), violations);
  }
  for (int i = 0; i < request.blocked_weeks_size(); ++i) {
    DayFrom(absl::StrCat("blocked_weeks[", i, "]"), request.blocked_weeks(i), violations);
  }
  if (!request.request_id().empty() && !IsUuid(request.request_id())) {
    violations.Add("request_id", request.request_id(), "a UUID");
  }
  CheckNames(request, violations);
  CheckNumbers(request, violations);
  return violations.ToStatus();
}

// A request that is repeated finds the facts changed, so its plan is known by its id.
std::string PlanId(const v1::PlanProgrammeRequest& request) {
  if (!request.programme_plan_id().empty() || request.request_id().empty()) {
    return request.programme_plan_id();
  }
  return NamedUuid(absl::StrCat(request.parent(), "/programmePlans/", request.request_id()));
}

absl::StatusOr<ProgrammePlan> Begun(Clients& clients, const v1::PlanProgrammeRequest& request,
                                    absl::Time deadline) {
  planning::v1::GetProgrammePlanRequest get;
  get.set_name(absl::StrCat(request.parent(), "/programmePlans/", PlanId(request)));
  return Ask(*clients.programme_plans, &Stub::GetProgrammePlan, get, deadline);
}

planning::v1::CreateProgrammePlanRequest CreateRequest(const v1::PlanProgrammeRequest& request,
                                                       PlanProblem problem) {
  planning::v1::CreateProgrammePlanRequest create;
  create.set_parent(request.parent());
  create.set_programme_plan_id(PlanId(request));
  create.set_validate_only(request.validate_only());
  ProgrammePlan& plan = *create.mutable_programme_plan();
  plan.set_display_name(request.display_name());
  plan.set_time_limit_seconds(request.time_limit_seconds());
  plan.set_seed(request.seed());
  plan.set_most_moves(request.most_moves());
  *plan.mutable_problem() = std::move(problem.problem);
  for (std::string& note : problem.notes) plan.add_notes(std::move(note));
  return create;
}

}  // namespace

absl::StatusOr<ProgrammePlan> PlanProgramme(Clients& clients, const rpc::Call& call,
                                            const v1::PlanProgrammeRequest& request) {
  const absl::CivilDay today = absl::ToCivilDay(call.now, absl::UTCTimeZone());
  absl::CivilDay start = absl::NextWeekday(today, absl::Weekday::monday);
  RETURN_IF_ERROR(Check(request, &start));
  if (!request.request_id().empty()) {
    const auto begun = Begun(clients, request, call.deadline);
    if (begun.ok() || !absl::IsNotFound(begun.status())) return begun;
  }
  const int weeks = request.weeks() == 0 ? kUsualWeeks : request.weeks();
  ASSIGN_OR_RETURN(const PlanFacts facts, GatherFacts(clients, request, today, start, weeks / 2));
  ASSIGN_OR_RETURN(PlanProblem problem, ProblemOf(facts, request));
  return Ask(*clients.programme_plans, &Stub::CreateProgrammePlan,
             CreateRequest(request, std::move(problem)), call.deadline);
}

}  // namespace pcsp::gateway

#include <algorithm>
#include <iostream>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/civil_time.h"
#include "common/base/error.h"
#include "gateway/cli/programme_plan/commands.h"
#include "gateway/cli/sample_plan/names.h"
#include "gateway/cli/sample_plan/sample_plan.h"
#include "gateway/cli/sample_play/loader.h"
#include "gateway/cli/sample_training/posts.h"
#include "gateway/flows/pages.h"

namespace pcsp::cli {
namespace {

namespace pb = planning::v1;
using gateway::sample::SampleProgramme;
using TrainingStub = pb::TrainingService::Stub;

constexpr int kWeeks = 104, kMoves = 10'000;
constexpr double kSeconds = 900;  // never reached: the moves end the search, so plans are equal
constexpr int kIllFrom = 8 * 7, kIllDays = 4 * 7;
constexpr const char* kChristmas[] = {"2026-12-21", "2026-12-28", "2027-12-20", "2027-12-27"};

std::string Parent() { return absl::StrCat("programmes/", kSampleProgramme); }

// Whoever is first of those with a role; nobody in a programme without one.
absl::StatusOr<std::string> First(const SampleProgramme& programme, const Posts& posts,
                                  registry::v1::AppointmentRole role) {
  for (const auto& organisation : programme.organisations) {
    const auto& known = posts.Of(role, organisation.id);
    if (!known.empty()) return known.front().name();
  }
  return ResourceNotFound("appointment", registry::v1::AppointmentRole_Name(role));
}

// Who plays a part in it: appointments.
struct Cast {
  std::string manager, trainer;
};

class Planner {
 public:
  Planner(Session& session, PlanDays days, Cast cast)
      : session_(session), days_(days), cast_(std::move(cast)) {}

  absl::Status Play() {
    RETURN_IF_ERROR(Make(kTwoYears, "Two years of training"));
    RETURN_IF_ERROR(Decide(kTwoYears));
    RETURN_IF_ERROR(FallIll());
    return Make(kReplan, "After a trainer fell ill");
  }

 private:
  absl::StatusOr<pb::ProgrammePlan> Get(const std::string& id) {
    pb::GetProgrammePlanRequest request;
    request.set_name(PlanNamed(id));
    return AskPlans(session_, &ProgrammePlanStub::GetProgrammePlan, request);
  }

  // Begun by this run or by one before, and made to its end.
  absl::Status Make(const std::string& id, const std::string& title) {
    const auto known = Get(id);
    if (absl::IsNotFound(known.status())) {
      RETURN_IF_ERROR(Begin(id, title));
    } else {
      RETURN_IF_ERROR(known.status());
    }
    ASSIGN_OR_RETURN(const pb::ProgrammePlan made, FollowPlan(session_, PlanNamed(id)));
    if (made.state() != pb::PROGRAMME_PLAN_STATE_FAILED) return absl::OkStatus();
    return absl::InternalError(made.error().message());
  }

  absl::Status Begin(const std::string& id, const std::string& title) {
    gateway::v1::PlanProgrammeRequest request;
    request.set_parent(Parent());
    request.set_programme_plan_id(id);
    request.set_display_name(title);
    request.set_start_date(absl::FormatCivilTime(days_.first));
    request.set_weeks(kWeeks);
    for (const char* week : kChristmas) request.add_blocked_weeks(week);
    request.set_frozen_weeks(0);
    request.set_time_limit_seconds(kSeconds);
    request.set_seed(1);
    request.set_most_moves(kMoves);
    const auto begun =
        gateway::Ask(session_.flows(), &gateway::v1::ProgrammeService::Stub::PlanProgramme, request,
                     session_.deadline());
    return DoneOrExists(begun.status());
  }

  absl::Status Decide(const std::string& id) {
    ASSIGN_OR_RETURN(pb::ProgrammePlan plan, Get(id));
    if (plan.state() == pb::PROGRAMME_PLAN_STATE_PROPOSED) {
      pb::ApproveProgrammePlanRequest approve;
      approve.set_name(plan.name());
      approve.set_approved_by(cast_.manager);
      ASSIGN_OR_RETURN(plan, AskPlans(session_, &ProgrammePlanStub::ApproveProgrammePlan, approve));
    }
    if (plan.state() != pb::PROGRAMME_PLAN_STATE_APPROVED) return absl::OkStatus();
    pb::ApplyProgrammePlanRequest apply;
    apply.set_name(plan.name());
    apply.set_applied_by(cast_.manager);
    return AskPlans(session_, &ProgrammePlanStub::ApplyProgrammePlan, apply).status();
  }

  absl::Status FallIll() {
    pb::CreateLeaveRequest leave;
    leave.set_parent(Parent());
    leave.mutable_leave()->set_appointment(cast_.trainer);
    leave.mutable_leave()->set_start_date(absl::FormatCivilTime(days_.ill_from));
    leave.mutable_leave()->set_end_date(absl::FormatCivilTime(days_.ill_until));
    leave.set_release_sessions(true);
    leave.set_request_id(SampleRequestId("leave of a trainer"));
    const absl::Status status = gateway::Ask(*session_.clients().training,
                                             &TrainingStub::CreateLeave, leave, session_.deadline())
                                    .status();
    // Entered by an earlier run whose request is no longer remembered: it would overlap.
    return absl::IsInvalidArgument(status) ? absl::OkStatus() : status;
  }

  Session& session_;
  const PlanDays days_;
  const Cast cast_;
};

}  // namespace

PlanDays DaysOfSamplePlan(const gateway::sample::Options& options) {
  absl::CivilDay day;
  absl::ParseCivilTime(options.start_date, &day);
  day = absl::NextWeekday(day + options.days, absl::Weekday::monday);
  return {day, day + 7 * kWeeks - 1, day + kIllFrom, day + kIllFrom + kIllDays - 1};
}

absl::Status LoadSamplePlan(Session& session, const SampleProgramme& programme,
                            const gateway::sample::Options& options) {
  std::cerr << "Planning two years of training\n";
  ASSIGN_OR_RETURN(const Posts posts, Posts::Read(session));
  Cast cast;
  ASSIGN_OR_RETURN(cast.manager,
                   First(programme, posts, registry::v1::APPOINTMENT_ROLE_OPERATIONAL_MANAGER));
  ASSIGN_OR_RETURN(cast.trainer, First(programme, posts, registry::v1::APPOINTMENT_ROLE_TRAINER));
  return Planner(session, DaysOfSamplePlan(options), std::move(cast)).Play();
}

}  // namespace pcsp::cli

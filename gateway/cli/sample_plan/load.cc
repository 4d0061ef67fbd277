#include <algorithm>
#include <iostream>
#include <map>

#include "absl/strings/str_cat.h"
#include "absl/time/civil_time.h"
#include "common/base/error.h"
#include "gateway/cli/programme_plan/commands.h"
#include "gateway/cli/sample/random.h"
#include "gateway/cli/sample/training.h"
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

constexpr int kWeeks = 104, kMoves = 300;
constexpr double kSeconds = 900;  // never reached: the moves end the search, so plans are equal
constexpr int kIllFrom = 8 * 7, kIllDays = 4 * 7;

std::string Parent() { return absl::StrCat("programmes/", kSampleProgramme); }

// The first Monday after all core days that are in the diary already.
absl::CivilDay FirstDay(const SampleProgramme& programme, const gateway::sample::Options& options) {
  const auto sample = gateway::sample::MakeTraining(
      programme, options, gateway::sample::Random(options.seed).Fork("training"));
  std::string last = options.later_date;
  for (const auto& day : sample.core_days) last = std::max(last, day.date);
  absl::CivilDay day;
  absl::ParseCivilTime(last, &day);
  return absl::NextWeekday(day, absl::Weekday::monday);
}

// The trainer of the first whole system that has one.
absl::StatusOr<std::string> ATrainer(const SampleProgramme& programme, const Posts& posts) {
  for (const auto& organisation : programme.organisations) {
    const auto& known = posts.Of(registry::v1::APPOINTMENT_ROLE_TRAINER, organisation.id);
    if (!known.empty()) return known.front().name();
  }
  return ResourceNotFound("trainer", Parent());
}

class Planner {
 public:
  Planner(Session& session, absl::CivilDay start, std::string trainer)
      : session_(session), start_(start), trainer_(std::move(trainer)) {}

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
    request.set_start_date(absl::FormatCivilTime(start_));
    request.set_weeks(kWeeks);
    request.set_trainers_per_session(1);
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
      approve.set_approved_by(trainer_);
      ASSIGN_OR_RETURN(plan, AskPlans(session_, &ProgrammePlanStub::ApproveProgrammePlan, approve));
    }
    if (plan.state() != pb::PROGRAMME_PLAN_STATE_APPROVED) return absl::OkStatus();
    pb::ApplyProgrammePlanRequest apply;
    apply.set_name(plan.name());
    apply.set_applied_by(trainer_);
    return AskPlans(session_, &ProgrammePlanStub::ApplyProgrammePlan, apply).status();
  }

  // Somebody else must take their sessions, or nobody does, before they can be away.
  absl::Status FallIll() {
    const std::string first = absl::FormatCivilTime(start_ + kIllFrom);
    const std::string last = absl::FormatCivilTime(start_ + kIllFrom + kIllDays - 1);
    pb::ListSessionsRequest list;
    list.set_parent(Parent());
    list.set_from_date(first);
    list.set_until_date(last);
    std::vector<std::string> theirs;
    RETURN_IF_ERROR(
        gateway::EachPage(*session_.clients().training, &TrainingStub::ListSessions, list,
                          absl::Seconds(session_.timeout_seconds), [&](const auto& page) {
                            for (const auto& session : page.sessions()) {
                              if (std::ranges::count(session.trainers(), trainer_) > 0) {
                                theirs.push_back(session.name());
                              }
                            }
                          }));
    for (const std::string& name : theirs) {
      pb::UpdateSessionRequest update;
      update.mutable_session()->set_name(name);
      update.mutable_update_mask()->add_paths("trainers");
      update.set_request_id(SampleRequestId("no trainer for " + name));
      RETURN_IF_ERROR(gateway::Ask(*session_.clients().training, &TrainingStub::UpdateSession,
                                   update, session_.deadline())
                          .status());
    }
    pb::CreateLeaveRequest leave;
    leave.set_parent(Parent());
    leave.mutable_leave()->set_appointment(trainer_);
    leave.mutable_leave()->set_start_date(first);
    leave.mutable_leave()->set_end_date(last);
    leave.set_request_id(SampleRequestId("leave of a trainer"));
    const absl::Status status = gateway::Ask(*session_.clients().training,
                                             &TrainingStub::CreateLeave, leave, session_.deadline())
                                    .status();
    // Entered by an earlier run whose request is no longer remembered: it would overlap.
    return absl::IsInvalidArgument(status) ? absl::OkStatus() : status;
  }

  Session& session_;
  const absl::CivilDay start_;
  const std::string trainer_;
};

}  // namespace

absl::Status LoadSamplePlan(Session& session, const SampleProgramme& programme,
                            const gateway::sample::Options& options) {
  std::cerr << "Planning two years of training\n";
  ASSIGN_OR_RETURN(const Posts posts, Posts::Read(session));
  ASSIGN_OR_RETURN(std::string trainer, ATrainer(programme, posts));
  return Planner(session, FirstDay(programme, options), std::move(trainer)).Play();
}

}  // namespace pcsp::cli

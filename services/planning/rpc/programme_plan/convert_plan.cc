#include "services/planning/rpc/programme_plan/convert_plan.h"

#include <cmath>

#include "absl/strings/escaping.h"
#include "common/rpc/status.h"
#include "google/rpc/status.pb.h"
#include "services/planning/rpc/programme_plan/convert_result.h"

namespace pcsp::planning {
namespace {

constexpr size_t kLongestTitle = 200, kLongestNote = 500;
constexpr int kMostNotes = 50;

bool HasResult(const ProgrammePlan& plan) {
  return plan.state == ProgrammePlanState::kProposed ||
         plan.state == ProgrammePlanState::kApproved ||
         plan.state == ProgrammePlanState::kApplied ||
         plan.state == ProgrammePlanState::kSuperseded;
}

void SetProgress(const ProgrammePlan& plan, v1::ProgrammePlanProgress& proto) {
  const PlanProgress& progress = plan.progress;
  proto.set_step(progress.step);
  proto.set_percent(progress.percent);
  if (progress.best) proto.set_best(*progress.best);
  if (progress.bound) proto.set_bound(*progress.bound);
  if (progress.best && progress.bound && *progress.bound > 0) {
    proto.set_gap((*progress.best - *progress.bound) / *progress.bound);
  }
  proto.set_regions(progress.regions);
  proto.set_planned_regions(progress.planned_regions);
  proto.set_attempt(plan.lease.attempt);
  *proto.mutable_time() = TimestampOf(progress.time);
}

std::string Signer(const ProgrammePlan& plan, const PlanSignature& signature) {
  return signature.by.empty() ? "" : training::NameIn(plan.programme, "appointments", signature.by);
}

}  // namespace

std::string NameOf(const ProgrammePlan& plan) {
  return training::NameIn(plan.programme, "programmePlans", plan.id);
}

v1::ProgrammePlan ToProto(const ProgrammePlan& plan) {
  v1::ProgrammePlan proto;
  proto.set_name(NameOf(plan));
  proto.set_display_name(plan.display_name);
  proto.set_time_limit_seconds(plan.seconds);
  proto.set_seed(plan.seed);
  proto.set_most_moves(plan.moves);
  proto.set_state(static_cast<v1::ProgrammePlanState>(plan.state));
  SetProgress(plan, *proto.mutable_progress());
  if (HasResult(plan)) {
    *proto.mutable_cost() = ToProto(plan.outcome.cost);
    proto.set_unmet_people(plan.outcome.unmet_people);
    proto.set_moved_people(plan.outcome.moved_people);
  }
  proto.set_cancelling(plan.cancelling && plan.state == ProgrammePlanState::kRunning);
  proto.set_ended_early(plan.ended_early);
  std::string error;
  if (!plan.error.empty() && absl::Base64Unescape(plan.error, &error)) {
    (void)proto.mutable_error()->ParseFromString(error);
  }
  proto.set_input_hash(plan.input_hash);
  proto.set_approved_by(Signer(plan, plan.approved));
  proto.set_approval_note(plan.approval_note);
  if (!plan.approved.by.empty()) {
    *proto.mutable_approve_time() = TimestampOf(plan.approved.time);
  }
  proto.set_applied_by(Signer(plan, plan.applied));
  if (!plan.applied.by.empty()) *proto.mutable_apply_time() = TimestampOf(plan.applied.time);
  for (const std::string& note : plan.notes) proto.add_notes(note);
  training::SetKept(plan, proto);
  return proto;
}

ProgrammePlan FromProto(const v1::ProgrammePlan& proto, Violations& violations) {
  ProgrammePlan plan;
  plan.display_name = proto.display_name();
  if (plan.display_name.size() > kLongestTitle) {
    violations.Add("programme_plan.display_name", plan.display_name,
                   absl::StrCat("at most ", kLongestTitle, " characters"));
  }
  const double seconds = proto.time_limit_seconds();
  plan.seconds = seconds == 0 ? kUsualSeconds : seconds;
  if (!(plan.seconds > 0 && plan.seconds <= kMostSeconds)) {
    violations.Add("programme_plan.time_limit_seconds", absl::StrCat(seconds),
                   absl::StrCat("a number above 0, at most ", kMostSeconds));
  }
  plan.seed = proto.seed();
  plan.moves = proto.most_moves();
  if (plan.moves < 0) {
    violations.Add("programme_plan.most_moves", absl::StrCat(plan.moves), "0 or more");
  }
  if (proto.notes_size() > kMostNotes) {
    violations.Add("programme_plan.notes", absl::StrCat(proto.notes_size(), " notes"),
                   absl::StrCat("at most ", kMostNotes));
  }
  for (int i = 0; i < proto.notes_size(); ++i) {
    const std::string& note = proto.notes(i);
    if (note.empty() || note.size() > kLongestNote || note.find('\n') != std::string::npos) {
      violations.Add(absl::StrCat("programme_plan.notes[", i, "]"), note,
                     absl::StrCat("1 to ", kLongestNote, " characters on one line"));
    }
    plan.notes.push_back(note);
  }
  return plan;
}

std::string ErrorText(const absl::Status& status) {
  return absl::Base64Escape(rpc::ToGrpcStatus(status).error_details());
}

}  // namespace pcsp::planning

#include "gateway/flows/follow_up.h"

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "common/base/error.h"
#include "common/base/ids.h"
#include "common/base/status_macros.h"
#include "gateway/flows/solutions/known_sites.h"
#include "gateway/flows/solutions/planned_finding.h"
#include "gateway/flows/training_facts.h"
#include "google/protobuf/util/time_util.h"

namespace pcsp::gateway {
namespace {

using diagnosis::v1::Diagnosis;

constexpr absl::Duration kStep = absl::Seconds(30);
// Findings less likely than this are watched, not acted on (methods.md 2.4, "possible").
constexpr double kActOn = 0.4;

std::string DateOf(const google::protobuf::Timestamp& time) {
  return absl::FormatTime("%Y-%m-%d", absl::FromUnixSeconds(time.seconds()), absl::UTCTimeZone());
}

absl::Status Draft(Clients& clients, const Diagnosis& diagnosis, const assessments::v1::Wave& wave,
                   const std::map<std::string, KnownSite>& sites) {
  auto request = PlanRequest(diagnosis, DateOf(wave.close_time()));
  if (request.findings().empty()) return absl::OkStatus();
  const auto known = sites.find(diagnosis.organisation());
  if (known != sites.end()) *request.mutable_context() = known->second.context;
  request.set_plan_id(PlanIdAfter(wave.name()));
  // Thousands of sites at once: what nobody reads need not be the best.
  request.set_defer_improvement(true);
  request.set_request_id(NamedUuid(absl::StrCat("draft-plan deferred ", diagnosis.name())));
  const auto plan = Ask(*clients.planning, &planning::v1::PlanningService::Stub::DraftPlan, request,
                        absl::Now() + kStep);
  // Drafted before, from what was known then: plans stay as they are.
  if (absl::IsAlreadyExists(plan.status())) return absl::OkStatus();
  return plan.status();
}

absl::StatusOr<assessments::v1::Wave> Complete(Clients& clients, const WaveName& wave) {
  assessments::v1::CompleteWaveRequest request;
  request.set_name(wave.ToString());
  return Ask(*clients.assessments, &assessments::v1::AssessmentService::Stub::CompleteWave, request,
             absl::Now() + kStep);
}

}  // namespace

std::string PlanIdAfter(const std::string& wave) { return wave.substr(wave.rfind('/') + 1); }

bool Answers(const planning::v1::Plan& plan, const std::string& wave,
             const std::string& diagnosis) {
  return absl::EndsWith(plan.name(), "/plans/" + PlanIdAfter(wave)) ||
         (!diagnosis.empty() && plan.diagnosis() == diagnosis);
}

planning::v1::DraftPlanRequest PlanRequest(const Diagnosis& diagnosis,
                                           const std::string& start_date) {
  planning::v1::DraftPlanRequest request;
  request.set_parent(diagnosis.organisation());
  request.set_diagnosis(diagnosis.name());
  request.set_level(diagnosis.level());
  request.set_start_date(start_date);
  for (const auto& found : diagnosis.findings()) {
    if (found.level() != diagnosis.level() || found.probability() < kActOn) continue;
    *request.add_findings() = PlannedFinding(found);
  }
  return request;
}

absl::Status AddContext(Clients& clients, planning::v1::DraftPlanRequest& request) {
  ASSIGN_OR_RETURN(*request.mutable_context(), ContextOf(clients, request.parent()));
  return absl::OkStatus();
}

absl::StatusOr<Diagnosis> Diagnose(Clients& clients, DiagnosisRequests& requests,
                                   const assessments::v1::SiteEvidence& site) {
  ASSIGN_OR_RETURN(const diagnosis::v1::StoreDiagnosisRequest request, requests.For(site));
  return Ask(*clients.diagnosis, &diagnosis::v1::DiagnosisService::Stub::StoreDiagnosis, request,
             absl::Now() + kStep);
}

absl::Status FollowUp(Clients& clients, const WaveName& name, const Progress& progress,
                      const NoDraft& no_draft) {
  assessments::v1::GetWaveRequest get;
  get.set_name(name.ToString());
  ASSIGN_OR_RETURN(const auto wave,
                   Ask(*clients.assessments, &assessments::v1::AssessmentService::Stub::GetWave,
                       get, absl::Now() + kStep));
  if (wave.state() >= assessments::v1::WAVE_STATE_CLOSED) return absl::OkStatus();
  RETURN_IF_ERROR(RecordTraining(clients, name.ProgrammeName()));
  ASSIGN_OR_RETURN(const WaveEvidence evidence, WaveEvidence::Read(clients, name.ToString()));
  DiagnosisRequests::Sites sites;
  for (const auto& site : evidence.sites()) sites.push_back(&site);
  ASSIGN_OR_RETURN(DiagnosisRequests requests,
                   DiagnosisRequests::Prepare(&clients, name, &evidence, sites));
  ASSIGN_OR_RETURN(const auto known, ReadKnownSites(clients, name.ProgrammeName(), ""));
  const int total = static_cast<int>(evidence.sites().size());
  int done = 0;
  for (const auto& site : evidence.sites()) {
    if (!progress(done, total)) return absl::CancelledError("The gateway is stopping.");
    ASSIGN_OR_RETURN(const Diagnosis diagnosis, Diagnose(clients, requests, site));
    const absl::Status drafted = Draft(clients, diagnosis, wave, known);
    // Asked again it would be refused again.
    if (!drafted.ok() && !absl::IsInvalidArgument(drafted)) return drafted;
    if (!drafted.ok() && no_draft) no_draft(site.organisation(), drafted);
    ++done;
  }
  progress(done, total);
  return Complete(clients, name).status();
}

}  // namespace pcsp::gateway

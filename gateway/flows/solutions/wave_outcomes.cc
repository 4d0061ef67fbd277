#include "gateway/flows/solutions/wave_outcomes.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/base/error.h"
#include "common/base/status_macros.h"
#include "gateway/flows/found_at_closing.h"
#include "gateway/flows/issue_index.h"
#include "gateway/flows/names.h"
#include "gateway/flows/pages.h"
#include "gateway/flows/solutions/known_sites.h"
#include "gateway/flows/solutions/recorded.h"
#include "gateway/flows/solutions/treatments.h"
#include "gateway/flows/wave_evidence.h"

namespace pcsp::gateway {
namespace {

using planning::v1::Outcome;
using PlanningStub = planning::v1::PlanningService::Stub;

constexpr absl::Duration kPage = absl::Seconds(30);
constexpr double kFlaggedFrom = 0.4;
constexpr int kAtOnce = 1000, kShown = 100;

struct Waves {
  WaveName before, after;
};

absl::StatusOr<Waves> Check(const v1::RecordWaveOutcomesRequest& request) {
  Violations violations;
  const auto before = ParseWaveName("name", request.name());
  violations.Merge("", before.status());
  const auto after = ParseWaveName("followup", request.followup());
  violations.Merge("", after.status());
  if (before.ok() && after.ok() && before->ProgrammeName() != after->ProgrammeName()) {
    violations.Add("followup", request.followup(),
                   absl::StrCat("a wave of ", before->ProgrammeName()));
  }
  if (request.name() == request.followup()) {
    violations.Add("followup", request.followup(), "another wave than name");
  }
  if (!(request.flagged_from() >= 0 && request.flagged_from() <= 1)) {
    violations.Add("flagged_from", absl::StrCat(request.flagged_from()), "0 to 1");
  }
  RETURN_IF_ERROR(violations.ToStatus());
  return Waves{*before, *after};
}

absl::StatusOr<std::set<SiteIssue>> Flagged(Clients& clients, const WaveName& wave, double from) {
  ASSIGN_OR_RETURN(const auto found,
                   FoundAtClosing(clients, absl::StrCat(wave.ProgrammeName(), "/organisations/-"),
                                  wave.ToString()));
  std::set<SiteIssue> flagged;
  for (const auto& [organisation, diagnosis] : found) {
    for (const auto& finding : diagnosis.findings()) {
      if (finding.probability() >= from) flagged.emplace(organisation, finding.issue());
    }
  }
  return flagged;
}

absl::StatusOr<assessments::v1::Wave> GetWave(Clients& clients, const std::string& name,
                                              absl::Time deadline) {
  assessments::v1::GetWaveRequest get;
  get.set_name(name);
  return Ask(*clients.assessments, &assessments::v1::AssessmentService::Stub::GetWave, get,
             deadline);
}

absl::StatusOr<ShownMeans> ReadMeans(Clients& clients, const std::string& wave) {
  ShownMeans means;
  assessments::v1::ListSiteResultsRequest request;
  request.set_parent(wave);
  RETURN_IF_ERROR(
      EachPage(*clients.assessments, &assessments::v1::AssessmentService::Stub::ListSiteResults,
               request, kPage, [&](const auto& page) {
                 for (const auto& site : page.site_results()) {
                   for (const auto& construct : site.constructs()) {
                     if (!construct.has_mean()) continue;
                     means[{site.organisation(), construct.construct()}] = {
                         construct.mean(), static_cast<double>(construct.respondents())};
                   }
                 }
               }));
  return means;
}

absl::Time Closed(const assessments::v1::Wave& wave) {
  return absl::FromUnixSeconds(wave.close_time().seconds()) +
         absl::Nanoseconds(wave.close_time().nanos());
}

// What the two waves and the registry say, from which outcomes are made.
struct Told {
  const std::string& wave;
  const std::string followup_date;
  const WaveEvidence& evidence;  // of the later wave
  const IssueIndices then, now;
  const std::set<SiteIssue> flagged;
  const std::map<std::string, KnownSite> sites;
};

// Scores and circumstances; the system that the site belonged to in the later wave.
Outcome MakeOutcome(const SiteIssue& place, const IssueIndex& before, const IssueIndex& after,
                    const Told& told) {
  Outcome outcome;
  outcome.set_organisation(place.first);
  outcome.set_wave(told.wave);
  outcome.set_issue(place.second);
  outcome.set_baseline(std::clamp(before.shrunk, 0.0, 100.0));
  outcome.set_baseline_standard_error(before.shrunk_se);
  outcome.set_followup(after.mean);
  outcome.set_followup_people(std::max(1, static_cast<int>(std::lround(after.people))));
  outcome.set_followup_date(told.followup_date);
  outcome.set_variance_within(told.now.variance_within.at(place.second));
  outcome.set_flagged(told.flagged.contains(place));
  if (const auto known = told.sites.find(place.first); known != told.sites.end()) {
    *outcome.mutable_context() = known->second.context;
    outcome.set_display_name(known->second.display_name);
  }
  if (const auto* site = told.evidence.Find(place.first); site != nullptr) {
    outcome.mutable_context()->set_level(site->level());
    outcome.mutable_context()->set_whole_system(site->whole_system());
  }
  return outcome;
}

// The first day of any; the consent of all: one that withholds its story, or does not give its
// name, does so for the whole.
void AddTreatments(const std::vector<v1::SiteTreatment>& treatments, Outcome& outcome) {
  bool all_named = true, withheld = false;
  for (const v1::SiteTreatment& treatment : treatments) {
    auto* added = outcome.add_treatments();
    added->set_solution(treatment.solution());
    added->set_altered(treatment.altered());
    const std::string& day = treatment.start_date();
    if (!day.empty() && (outcome.start_date().empty() || day < outcome.start_date())) {
      outcome.set_start_date(day);
    }
    all_named = all_named && treatment.sharing() == planning::v1::SHARING_NAMED;
    withheld = withheld || treatment.sharing() == planning::v1::SHARING_WITHHELD;
  }
  outcome.set_sharing(withheld    ? planning::v1::SHARING_WITHHELD
                      : all_named ? planning::v1::SHARING_NAMED
                                  : planning::v1::SHARING_ANONYMOUS);
  // What is not told needs no name.
  if (!all_named) outcome.clear_display_name();
}

// Of every place that was flagged or acted on and may be seen in both waves; counts go into
// `response`.
std::vector<Outcome> OutcomesOf(const Told& told, const Treatments& treatments,
                                v1::RecordWaveOutcomesResponse& response) {
  std::set<SiteIssue> places = told.flagged;
  for (const auto& [place, done] : treatments.done) places.insert(place);
  std::vector<Outcome> outcomes;
  std::set<std::string> sites;
  for (const SiteIssue& place : places) {
    if (!treatments.answered.contains(place.second)) continue;
    const auto done = treatments.done.find(place);
    const bool acted = done != treatments.done.end();
    const auto was = told.then.sites.find(place), is = told.now.sites.find(place);
    if (was == told.then.sites.end() || is == told.now.sites.end()) {
      if (acted) {
        response.set_untold_treatments(response.untold_treatments() +
                                       static_cast<int32_t>(done->second.size()));
      }
      continue;
    }
    if (!acted && treatments.unfinished.contains(place)) {
      response.set_unfinished_count(response.unfinished_count() + 1);
      continue;
    }
    outcomes.push_back(MakeOutcome(place, was->second, is->second, told));
    if (acted) {
      AddTreatments(done->second, outcomes.back());
    } else {
      outcomes.back().clear_display_name();
    }
    sites.insert(place.first);
  }
  response.set_outcome_count(static_cast<int32_t>(outcomes.size()));
  response.set_site_count(static_cast<int32_t>(sites.size()));
  response.set_action_treatments(treatments.from_actions);
  response.set_kept_treatments(treatments.kept);
  response.set_dropped_treatments(treatments.dropped);
  for (const auto& [place, done] : treatments.done) {
    response.set_treatment_count(response.treatment_count() + static_cast<int32_t>(done.size()));
  }
  return outcomes;
}

// Without request ids: what is recorded once more, after something else, must hold again.
absl::Status Record(Clients& clients, const rpc::Call& call, const std::string& programme,
                    const std::vector<Outcome>& outcomes) {
  for (size_t from = 0; from < outcomes.size(); from += kAtOnce) {
    planning::v1::RecordOutcomesRequest request;
    request.set_parent(programme);
    for (size_t i = from; i < std::min(outcomes.size(), from + kAtOnce); ++i) {
      *request.add_outcomes() = outcomes[i];
    }
    RETURN_IF_ERROR(
        Ask(*clients.planning, &PlanningStub::RecordOutcomes, request, call.deadline).status());
  }
  return absl::OkStatus();
}

absl::Status Delete(Clients& clients, const rpc::Call& call,
                    const std::vector<std::string>& names) {
  for (const std::string& name : names) {
    planning::v1::DeleteOutcomeRequest request;
    request.set_name(name);
    const auto deleted =
        Ask(*clients.planning, &PlanningStub::DeleteOutcome, request, call.deadline);
    // Somebody else was quicker.
    if (!absl::IsNotFound(deleted.status())) RETURN_IF_ERROR(deleted.status());
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<v1::RecordWaveOutcomesResponse> RecordWaveOutcomes(
    Clients& clients, const rpc::Call& call, const v1::RecordWaveOutcomesRequest& request) {
  ASSIGN_OR_RETURN(const Waves waves, Check(request));
  const std::string programme = waves.before.ProgrammeName();
  ASSIGN_OR_RETURN(const WaveEvidence before, WaveEvidence::Read(clients, request.name()));
  ASSIGN_OR_RETURN(const WaveEvidence after, WaveEvidence::Read(clients, request.followup()));
  ASSIGN_OR_RETURN(auto means_before, ReadMeans(clients, request.name()));
  ASSIGN_OR_RETURN(auto means_after, ReadMeans(clients, request.followup()));
  const WaveAnswers then = {before.sites(), std::move(means_before)};
  const WaveAnswers now = {after.sites(), std::move(means_after)};
  diagnosis::v1::GetKnowledgeBaseRequest get;
  get.set_name("knowledgeBases/current");
  ASSIGN_OR_RETURN(const auto kb,
                   Ask(*clients.diagnosis, &diagnosis::v1::DiagnosisService::Stub::GetKnowledgeBase,
                       get, call.deadline));
  const double from = request.flagged_from() == 0 ? kFlaggedFrom : request.flagged_from();
  ASSIGN_OR_RETURN(const auto first, GetWave(clients, request.name(), call.deadline));
  ASSIGN_OR_RETURN(const auto second, GetWave(clients, request.followup(), call.deadline));
  if (Closed(second) < Closed(first)) {
    return InvalidField("followup", request.followup(), "a wave that closed after name");
  }
  ASSIGN_OR_RETURN(const Treatments treatments,
                   GatherTreatments(clients, programme, request, first, second));
  ASSIGN_OR_RETURN(auto flagged, Flagged(clients, waves.before, from));
  ASSIGN_OR_RETURN(auto sites, ReadKnownSites(clients, programme, ""));
  const Told told = {request.name(),
                     absl::FormatTime("%Y-%m-%d", Closed(second), absl::UTCTimeZone()),
                     after,
                     IndicesOf(then, now, kb),
                     IndicesOf(now, then, kb),
                     std::move(flagged),
                     std::move(sites)};
  v1::RecordWaveOutcomesResponse response;
  const std::vector<Outcome> outcomes = OutcomesOf(told, treatments, response);
  const std::vector<std::string> superfluous = Superfluous(treatments, outcomes);
  response.set_deleted_count(static_cast<int32_t>(superfluous.size()));
  if (request.validate_only()) {
    for (size_t i = 0; i < std::min<size_t>(outcomes.size(), kShown); ++i) {
      *response.add_outcomes() = outcomes[i];
    }
    return response;
  }
  RETURN_IF_ERROR(Record(clients, call, programme, outcomes));
  RETURN_IF_ERROR(Delete(clients, call, superfluous));
  return response;
}

}  // namespace pcsp::gateway

#include "gateway/flows/wave_outcomes.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "common/base/error.h"
#include "common/base/ids.h"
#include "common/base/status_macros.h"
#include "gateway/flows/issue_index.h"
#include "gateway/flows/names.h"
#include "gateway/flows/pages.h"

namespace pcsp::gateway {
namespace {

using planning::v1::Outcome;
using PlanningStub = planning::v1::PlanningService::Stub;
// Of a site and an issue.
using Place = std::pair<std::string, std::string>;

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

absl::StatusOr<std::set<Place>> Flagged(Clients& clients, const WaveName& wave, double from) {
  diagnosis::v1::ListDiagnosesRequest request;
  request.set_parent(absl::StrCat(wave.ProgrammeName(), "/organisations/-"));
  request.set_wave(wave.ToString());
  std::set<Place> flagged;
  RETURN_IF_ERROR(EachPage(*clients.diagnosis,
                           &diagnosis::v1::DiagnosisService::Stub::ListDiagnoses, request, kPage,
                           [&](const auto& page) {
                             for (const auto& diagnosis : page.diagnoses()) {
                               for (const auto& finding : diagnosis.findings()) {
                                 if (finding.probability() < from) continue;
                                 flagged.emplace(diagnosis.organisation(), finding.issue());
                               }
                             }
                           }));
  return flagged;
}

absl::StatusOr<std::map<std::string, planning::v1::OutcomeContext>> Contexts(
    Clients& clients, const std::string& programme) {
  registry::v1::ListSiteContextsRequest request;
  request.set_parent(absl::StrCat(programme, "/organisations/-"));
  std::map<std::string, planning::v1::OutcomeContext> contexts;
  RETURN_IF_ERROR(
      EachPage(*clients.registry, &registry::v1::RegistryService::Stub::ListSiteContexts, request,
               kPage, [&](const auto& page) {
                 for (const auto& known : page.site_contexts()) {  // by day: the last one holds
                   auto& context = contexts[known.organisation()];
                   context.Clear();
                   double staff = 0;
                   for (const auto& group : known.headcounts()) staff += group.people();
                   if (known.has_list_size()) context.set_list_size(known.list_size());
                   if (known.has_list_size() && known.list_size() > 0 && staff > 0) {
                     context.set_staffing_per_1000(1000 * staff / known.list_size());
                   }
                   if (known.has_deprivation_decile()) {
                     context.set_deprivation(11 - known.deprivation_decile());
                   }
                   if (!known.rurality().empty()) {
                     context.set_rurality(absl::StrContains(known.rurality(), "rural") ? 1 : 0);
                   }
                 }
               }));
  return contexts;
}

// Which issues each solution answers, for treatments that name none.
absl::StatusOr<std::map<std::string, std::vector<std::string>>> Answers(
    Clients& clients, const std::string& programme) {
  planning::v1::ListSolutionsRequest request;
  request.set_parent(programme);
  request.set_show_retired(true);
  std::map<std::string, std::vector<std::string>> answers;
  RETURN_IF_ERROR(EachPage(
      *clients.planning, &PlanningStub::ListSolutions, request, kPage, [&](const auto& page) {
        for (const auto& solution : page.solutions()) {
          answers[solution.name()] = {solution.issues().begin(), solution.issues().end()};
        }
      }));
  return answers;
}

// What each site did about each issue; a treatment without an issue is one of all that its solution
// answers.
std::map<Place, std::vector<const v1::SiteTreatment*>> Done(
    const v1::RecordWaveOutcomesRequest& request,
    const std::map<std::string, std::vector<std::string>>& answers) {
  std::map<Place, std::vector<const v1::SiteTreatment*>> done;
  for (const auto& treatment : request.treatments()) {
    if (!treatment.issue().empty()) {
      done[{treatment.organisation(), treatment.issue()}].push_back(&treatment);
      continue;
    }
    const auto known = answers.find(treatment.solution());
    if (known == answers.end()) {  // planning says what is wrong with it
      done[{treatment.organisation(), ""}].push_back(&treatment);
      continue;
    }
    for (const auto& issue : known->second) {
      done[{treatment.organisation(), issue}].push_back(&treatment);
    }
  }
  return done;
}

Outcome MakeOutcome(const Place& place, const std::string& wave, const IssueIndex& before,
                    const IssueIndex& after, double variance, bool flagged) {
  Outcome outcome;
  outcome.set_organisation(place.first);
  outcome.set_wave(wave);
  outcome.set_issue(place.second);
  outcome.set_baseline(std::clamp(before.shrunk, 0.0, 100.0));
  outcome.set_baseline_standard_error(before.shrunk_se);
  outcome.set_followup(after.mean);
  outcome.set_followup_people(std::max(1, static_cast<int>(std::lround(after.people))));
  outcome.set_variance_within(variance);
  outcome.set_flagged(flagged);
  return outcome;
}

absl::Status Record(Clients& clients, const rpc::Call& call, const std::string& programme,
                    const std::string& step, const std::vector<Outcome>& outcomes) {
  for (size_t from = 0; from < outcomes.size(); from += kAtOnce) {
    planning::v1::RecordOutcomesRequest request;
    request.set_parent(programme);
    for (size_t i = from; i < std::min(outcomes.size(), from + kAtOnce); ++i) {
      *request.add_outcomes() = outcomes[i];
    }
    request.set_request_id(
        NamedUuid(absl::StrCat(step, from, Sha256Hex(request.SerializeAsString()))));
    RETURN_IF_ERROR(
        Ask(*clients.planning, &PlanningStub::RecordOutcomes, request, call.deadline).status());
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
  diagnosis::v1::GetKnowledgeBaseRequest get;
  get.set_name("knowledgeBases/current");
  ASSIGN_OR_RETURN(const auto kb,
                   Ask(*clients.diagnosis, &diagnosis::v1::DiagnosisService::Stub::GetKnowledgeBase,
                       get, call.deadline));
  const double from = request.flagged_from() == 0 ? kFlaggedFrom : request.flagged_from();
  ASSIGN_OR_RETURN(const auto flagged, Flagged(clients, waves.before, from));
  ASSIGN_OR_RETURN(const auto contexts, Contexts(clients, programme));
  ASSIGN_OR_RETURN(const auto answers, Answers(clients, programme));
  const auto done = Done(request, answers);
  const IssueIndices then = IndicesOf(before, kb), now = IndicesOf(after, kb);

  std::set<Place> places = flagged;
  for (const auto& [place, treatments] : done) places.insert(place);
  std::vector<Outcome> outcomes;
  std::set<std::string> sites;
  v1::RecordWaveOutcomesResponse response;
  for (const Place& place : places) {
    const auto treatments = done.find(place);
    const auto was = then.sites.find(place), is = now.sites.find(place);
    if (was == then.sites.end() || is == now.sites.end()) {
      if (treatments != done.end()) {
        response.set_untold_treatments(response.untold_treatments() +
                                       static_cast<int32_t>(treatments->second.size()));
      }
      continue;
    }
    outcomes.push_back(MakeOutcome(place, request.name(), was->second, is->second,
                                   now.variance_within.at(place.second), flagged.contains(place)));
    Outcome& outcome = outcomes.back();
    if (const auto context = contexts.find(place.first); context != contexts.end()) {
      *outcome.mutable_context() = context->second;
    }
    if (treatments != done.end()) {
      for (const auto* treatment : treatments->second) {
        auto* added = outcome.add_treatments();
        added->set_solution(treatment->solution());
        added->set_altered(treatment->altered());
        outcome.set_start_date(treatment->start_date());
      }
    }
    sites.insert(place.first);
  }
  response.set_outcome_count(static_cast<int32_t>(outcomes.size()));
  response.set_site_count(static_cast<int32_t>(sites.size()));
  if (request.validate_only()) {
    for (size_t i = 0; i < std::min<size_t>(outcomes.size(), kShown); ++i) {
      *response.add_outcomes() = outcomes[i];
    }
    return response;
  }
  RETURN_IF_ERROR(Record(clients, call, programme,
                         absl::StrCat(request.name(), " by ", request.followup(), " "), outcomes));
  return response;
}

}  // namespace pcsp::gateway

#include "gateway/flows/site/site_overview.h"

#include <algorithm>
#include <functional>
#include <future>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "common/base/error.h"
#include "common/base/ids.h"
#include "common/base/status_macros.h"
#include "gateway/flows/follow_up.h"
#include "gateway/flows/names.h"
#include "gateway/flows/pages.h"
#include "gateway/flows/site/site_page.h"
#include "gateway/flows/site/site_seen.h"

namespace pcsp::gateway {
namespace {

using assessments::v1::SiteResults;
using assessments::v1::Wave;
using AssessmentStub = assessments::v1::AssessmentService::Stub;

// What is asked for, taken apart.
struct Question {
  std::string programme;     // programmes/{programme}
  std::string organisation;  // its full name
  std::string wave;          // empty: the latest
  absl::Time now;
  absl::Time deadline;

  std::string SiteResultsIn(const std::string& wave_name) const {
    const std::vector<std::string> parts = absl::StrSplit(organisation, '/');
    return absl::StrCat(wave_name, "/siteResults/", parts.back());
  }
};

absl::StatusOr<Question> Parse(const std::string& name, const std::string& wave,
                               const rpc::Call& call) {
  Violations violations;
  const auto programme = ProgrammeOf("name", name);
  absl::string_view id = name;
  if (!programme.ok() || !absl::ConsumePrefix(&id, absl::StrCat(*programme, "/organisations/")) ||
      !IsResourceId(id)) {
    violations.Add("name", name, "programmes/{programme}/organisations/{organisation}");
  }
  if (!wave.empty()) {
    const auto parsed = ParseWaveName("wave", wave);
    violations.Merge("", parsed.status());
    if (programme.ok() && parsed.ok() && parsed->ProgrammeName() != *programme) {
      violations.Add("wave", wave, absl::StrCat("a wave of ", *programme));
    }
  }
  RETURN_IF_ERROR(violations.ToStatus());
  const absl::Duration left = std::min(call.deadline - call.now, absl::Seconds(10));
  return Question{*programme, name, wave, call.now, absl::Now() + left};
}

bool HasResults(const Wave& wave) {
  return wave.state() != assessments::v1::WAVE_STATE_DRAFT &&
         wave.state() != assessments::v1::WAVE_STATE_OPEN;
}

// The waves that may have results, the latest first; where one is named, it and those before it.
absl::StatusOr<std::vector<Wave>> Candidates(Clients& clients, const Question& question) {
  std::vector<Wave> waves;
  assessments::v1::ListWavesRequest list;
  list.set_parent(question.programme);
  RETURN_IF_ERROR(EachPage(*clients.assessments, &AssessmentStub::ListWaves, list,
                           question.deadline - absl::Now(), [&](const auto& page) {
                             for (const Wave& wave : page.waves()) {
                               const bool named = wave.name() == question.wave;
                               if (named || HasResults(wave)) waves.push_back(wave);
                             }
                           }));
  std::stable_sort(waves.begin(), waves.end(), [](const Wave& a, const Wave& b) {
    return std::pair(a.close_time().seconds(), a.close_time().nanos()) >
           std::pair(b.close_time().seconds(), b.close_time().nanos());
  });
  if (question.wave.empty()) return waves;
  const auto named = std::find_if(waves.begin(), waves.end(),
                                  [&](const Wave& w) { return w.name() == question.wave; });
  if (named == waves.end()) return ResourceNotFound("wave", question.wave);
  waves.erase(waves.begin(), named);
  return waves;
}

absl::Status ReadInstrument(Clients& clients, const Question& question,
                            v1::SiteOverview* overview) {
  assessments::v1::GetInstrumentRequest get;
  get.set_name(overview->results().instrument());
  ASSIGN_OR_RETURN(
      *overview->mutable_instrument(),
      Ask(*clients.assessments, &AssessmentStub::GetInstrument, get, question.deadline));
  return absl::OkStatus();
}

// Two waves that answered different instruments cannot be compared, and that is no fault.
absl::Status ReadComparison(Clients& clients, const Question& question,
                            v1::SiteOverview* overview) {
  if (!overview->has_earlier_wave()) return absl::OkStatus();
  assessments::v1::CompareWavesRequest compare;
  compare.set_name(overview->wave().name());
  compare.set_baseline(overview->earlier_wave().name());
  compare.set_organisation(question.organisation);
  compare.set_view(assessments::v1::RESULTS_VIEW_BASIC);
  absl::StatusOr<assessments::v1::WaveComparison> comparison =
      Ask(*clients.assessments, &AssessmentStub::CompareWaves, compare, question.deadline);
  if (absl::IsFailedPrecondition(comparison.status())) return absl::OkStatus();
  RETURN_IF_ERROR(comparison.status());
  *overview->mutable_comparison() = *std::move(comparison);
  return absl::OkStatus();
}

absl::Status ReadTurnout(Clients& clients, const Question& question, v1::SiteOverview* overview) {
  assessments::v1::GetRepresentativenessRequest get;
  get.set_name(overview->results().name());
  ASSIGN_OR_RETURN(
      *overview->mutable_turnout(),
      Ask(*clients.assessments, &AssessmentStub::GetRepresentativeness, get, question.deadline));
  return absl::OkStatus();
}

// The latest wave that the site took part in, and the one before.
absl::Status ReadResults(Clients& clients, const Question& question, v1::SiteOverview* overview) {
  ASSIGN_OR_RETURN(const std::vector<Wave> waves, Candidates(clients, question));
  for (const Wave& wave : waves) {
    const bool earlier = overview->has_results();
    assessments::v1::GetSiteResultsRequest get;
    get.set_name(question.SiteResultsIn(wave.name()));
    get.set_view(earlier ? assessments::v1::RESULTS_VIEW_BASIC
                         : assessments::v1::RESULTS_VIEW_FULL);
    absl::StatusOr<SiteResults> results =
        Ask(*clients.assessments, &AssessmentStub::GetSiteResults, get, question.deadline);
    if (absl::IsNotFound(results.status()) && wave.name() != question.wave) continue;
    RETURN_IF_ERROR(results.status());
    *(earlier ? overview->mutable_earlier_wave() : overview->mutable_wave()) = wave;
    *(earlier ? overview->mutable_earlier_results() : overview->mutable_results()) =
        *std::move(results);
    if (earlier) break;
  }
  if (!overview->has_results()) return absl::OkStatus();
  RETURN_IF_ERROR(ReadComparison(clients, question, overview));
  RETURN_IF_ERROR(ReadTurnout(clients, question, overview));
  return ReadInstrument(clients, question, overview);
}

absl::Status ReadOrganisation(Clients& clients, const Question& question,
                              v1::SiteOverview* overview) {
  using Stub = registry::v1::RegistryService::Stub;
  registry::v1::GetOrganisationRequest get;
  get.set_name(question.organisation);
  ASSIGN_OR_RETURN(*overview->mutable_organisation(),
                   Ask(*clients.registry, &Stub::GetOrganisation, get, question.deadline));
  registry::v1::ListAncestorsRequest list;
  list.set_parent(question.organisation);
  ASSIGN_OR_RETURN(auto above,
                   Ask(*clients.registry, &Stub::ListAncestors, list, question.deadline));
  // Kinds are numbered from the top down, and a practice may hang on its whole system directly.
  std::stable_sort(above.mutable_ancestors()->begin(), above.mutable_ancestors()->end(),
                   [](const auto& a, const auto& b) { return a.kind() > b.kind(); });
  overview->mutable_ancestors()->Swap(above.mutable_ancestors());
  return absl::OkStatus();
}

absl::Status ReadDiagnosis(Clients& clients, const Question& question, v1::SiteOverview* overview) {
  if (!overview->has_wave()) return absl::OkStatus();
  diagnosis::v1::ListDiagnosesRequest list;
  list.set_parent(question.organisation);
  list.set_wave(overview->wave().name());
  list.set_latest_only(true);
  list.set_view(diagnosis::v1::DIAGNOSIS_VIEW_FULL);
  ASSIGN_OR_RETURN(auto page,
                   Ask(*clients.diagnosis, &diagnosis::v1::DiagnosisService::Stub::ListDiagnoses,
                       list, question.deadline));
  if (page.diagnoses_size() > 0) overview->mutable_diagnosis()->Swap(page.mutable_diagnoses(0));
  return absl::OkStatus();
}

// The newest that answers the wave; a site has a few.
absl::Status ReadPlan(Clients& clients, const Question& question, v1::SiteOverview* overview) {
  if (!overview->has_diagnosis()) return absl::OkStatus();
  planning::v1::ListPlansRequest list;
  list.set_parent(question.organisation);
  return EachPage(*clients.planning, &planning::v1::PlanningService::Stub::ListPlans, list,
                  absl::Seconds(10), [overview](auto& page) {
                    for (planning::v1::Plan& plan : *page.mutable_plans()) {
                      if (overview->has_plan()) return;
                      if (!Answers(plan, overview->wave().name(), overview->diagnosis().name())) {
                        continue;
                      }
                      overview->mutable_plan()->Swap(&plan);
                    }
                  });
}

// An organisation or a wave that does not exist is the caller's mistake; anything else leaves a
// gap.
absl::Status Note(const absl::Status& status, const char* service, v1::SiteOverview* overview) {
  if (absl::IsNotFound(status) || absl::IsInvalidArgument(status) ||
      absl::IsFailedPrecondition(status)) {
    return status;
  }
  const auto& known = overview->unreachable();
  if (!status.ok() && std::find(known.begin(), known.end(), service) == known.end()) {
    overview->add_unreachable(service);
  }
  return absl::OkStatus();
}

absl::StatusOr<v1::SiteOverview> Gather(Clients& clients, const Question& question) {
  v1::SiteOverview overview, registered, counted;
  auto registry = std::async(std::launch::async, ReadOrganisation, std::ref(clients),
                             std::cref(question), &registered);
  auto seen = std::async(std::launch::async, [&] {
    return ReadSeen(clients, question.organisation, question.now, question.deadline, &counted);
  });
  const absl::Status results = ReadResults(clients, question, &overview);
  const absl::Status organisation = registry.get();
  const absl::Status found = seen.get();
  overview.MergeFrom(registered);
  overview.MergeFrom(counted);
  RETURN_IF_ERROR(Note(organisation, "registry", &overview));
  RETURN_IF_ERROR(Note(results, "assessments", &overview));
  RETURN_IF_ERROR(Note(found, "assessments", &overview));
  RETURN_IF_ERROR(Note(ReadDiagnosis(clients, question, &overview), "diagnosis", &overview));
  RETURN_IF_ERROR(
      Note(ReadFactTitles(clients, question.deadline, &overview), "diagnosis", &overview));
  RETURN_IF_ERROR(Note(ReadPlan(clients, question, &overview), "planning", &overview));
  return overview;
}

}  // namespace

absl::StatusOr<v1::SiteOverview> GetSiteOverview(Clients& clients, const rpc::Call& call,
                                                 const v1::GetSiteOverviewRequest& request) {
  ASSIGN_OR_RETURN(const Question question, Parse(request.name(), request.wave(), call));
  return Gather(clients, question);
}

absl::StatusOr<type::v1::Document> PrintSiteOverview(Clients& clients, const rpc::Call& call,
                                                     const v1::PrintSiteOverviewRequest& request) {
  ASSIGN_OR_RETURN(const Question question, Parse(request.name(), request.wave(), call));
  ASSIGN_OR_RETURN(const v1::SiteOverview overview, Gather(clients, question));
  const std::vector<std::string> parts = absl::StrSplit(request.name(), '/');
  type::v1::Document document;
  document.set_content_type("text/html; charset=utf-8");
  document.set_content(SitePage(overview));
  document.set_filename(absl::StrCat("site-", parts.back(), ".html"));
  return document;
}

}  // namespace pcsp::gateway

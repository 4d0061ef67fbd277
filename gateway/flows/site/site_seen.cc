#include "gateway/flows/site/site_seen.h"

#include <map>
#include <set>

#include "absl/strings/str_cat.h"
#include "absl/time/civil_time.h"
#include "common/base/status_macros.h"
#include "gateway/flows/names.h"
#include "gateway/flows/pages.h"

namespace pcsp::gateway {
namespace {

using Stub = assessments::v1::AssessmentService::Stub;

constexpr int kMonthsShown = 24, kObservationsShown = 10;

std::string FirstMonth(absl::Time now) {
  const absl::CivilMonth first = absl::ToCivilMonth(now, absl::UTCTimeZone()) - (kMonthsShown - 1);
  return absl::FormatCivilTime(first);
}

// Names of the measures with a figure since `month`.
absl::StatusOr<std::set<std::string>> Counted(Clients& clients, const std::string& organisation,
                                              const std::string& month, absl::Time deadline) {
  std::set<std::string> names;
  assessments::v1::ListMeasureValuesRequest list;
  list.set_parent(organisation);
  list.set_from_month(month);
  RETURN_IF_ERROR(EachPage(*clients.assessments, &Stub::ListMeasureValues, list,
                           deadline - absl::Now(), [&](const auto& page) {
                             for (const auto& value : page.values()) names.insert(value.measure());
                           }));
  return names;
}

absl::Status ReadMeasures(Clients& clients, const std::string& organisation, absl::Time now,
                          absl::Time deadline, v1::SiteOverview* overview) {
  const std::string month = FirstMonth(now);
  ASSIGN_OR_RETURN(const auto counted, Counted(clients, organisation, month, deadline));
  if (counted.empty()) return absl::OkStatus();
  ASSIGN_OR_RETURN(const std::string programme, ProgrammeOf("name", organisation));
  assessments::v1::ListMeasureDefinitionsRequest list;
  list.set_parent(programme);
  list.set_show_retired(true);
  std::map<std::string, assessments::v1::MeasureDefinition> definitions;
  RETURN_IF_ERROR(EachPage(*clients.assessments, &Stub::ListMeasureDefinitions, list,
                           deadline - absl::Now(), [&](const auto& page) {
                             for (const auto& m : page.measures()) definitions[m.name()] = m;
                           }));
  for (const std::string& name : counted) {
    assessments::v1::GetMeasureChartRequest get;
    get.set_name(name);
    get.add_organisations(organisation);
    get.set_from_month(month);
    auto* added = overview->add_measures();
    *added->mutable_definition() = definitions[name];
    ASSIGN_OR_RETURN(*added->mutable_chart(),
                     Ask(*clients.assessments, &Stub::GetMeasureChart, get, deadline));
  }
  return absl::OkStatus();
}

absl::Status ReadObservations(Clients& clients, const std::string& organisation,
                              absl::Time deadline, v1::SiteOverview* overview) {
  assessments::v1::ListObservationsRequest list;
  list.set_parent(organisation);
  list.set_page_size(kObservationsShown);
  list.set_view(assessments::v1::OBSERVATION_VIEW_FULL);
  ASSIGN_OR_RETURN(auto page, Ask(*clients.assessments, &Stub::ListObservations, list, deadline));
  overview->mutable_observations()->Swap(page.mutable_observations());
  return absl::OkStatus();
}

}  // namespace

absl::Status ReadSeen(Clients& clients, const std::string& organisation, absl::Time now,
                      absl::Time deadline, v1::SiteOverview* overview) {
  RETURN_IF_ERROR(ReadMeasures(clients, organisation, now, deadline, overview));
  return ReadObservations(clients, organisation, deadline, overview);
}

absl::Status ReadFactTitles(Clients& clients, absl::Time deadline, v1::SiteOverview* overview) {
  std::set<std::string> facts;
  for (const auto& observation : overview->observations()) {
    for (const auto& fact : observation.facts()) facts.insert(fact.fact());
  }
  if (facts.empty()) return absl::OkStatus();
  diagnosis::v1::GetKnowledgeBaseRequest get;
  get.set_name("knowledgeBases/current");
  ASSIGN_OR_RETURN(const auto knowledge,
                   Ask(*clients.diagnosis, &diagnosis::v1::DiagnosisService::Stub::GetKnowledgeBase,
                       get, deadline));
  for (const auto& indicator : knowledge.indicators()) {
    if (facts.count(indicator.id()) == 0) continue;
    (*overview->mutable_fact_titles())[indicator.id()] = indicator.title();
  }
  return absl::OkStatus();
}

}  // namespace pcsp::gateway

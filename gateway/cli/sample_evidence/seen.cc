#include "gateway/cli/sample_evidence/seen.h"

#include <algorithm>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "common/base/status_macros.h"
#include "gateway/cli/output.h"
#include "gateway/cli/sample_play/loader.h"
#include "gateway/flows/pages.h"

namespace pcsp::cli {
namespace {

namespace pb = assessments::v1;
using Stub = pb::AssessmentService::Stub;

std::string Everywhere() {
  return absl::StrCat("programmes/", kSampleProgramme, "/organisations/-");
}

// "z90001" of its observation's name.
std::string SiteOf(const pb::Observation& visit) {
  const std::vector<std::string> parts = absl::StrSplit(visit.name(), '/');
  return parts.size() > 3 ? parts[3] : "";
}

// Names of sites and measures that have values.
absl::StatusOr<std::set<std::pair<std::string, std::string>>> Counted(Session& session) {
  std::set<std::pair<std::string, std::string>> counted;
  pb::ListMeasureValuesRequest request;
  request.set_parent(Everywhere());
  RETURN_IF_ERROR(gateway::EachPage(*session.clients().assessments, &Stub::ListMeasureValues,
                                    request, absl::Seconds(session.timeout_seconds),
                                    [&counted](const auto& page) {
                                      for (const auto& value : page.values()) {
                                        counted.emplace(value.organisation(), value.measure());
                                      }
                                    }));
  return counted;
}

absl::Status ReadCharts(Session& session, SampleSeen& seen) {
  ASSIGN_OR_RETURN(const auto counted, Counted(session));
  for (const auto& [site, measure] : counted) {
    pb::GetMeasureChartRequest request;
    request.set_name(measure);
    request.add_organisations(site);
    ASSIGN_OR_RETURN(auto chart, gateway::Ask(*session.clients().assessments,
                                              &Stub::GetMeasureChart, request, session.deadline()));
    seen.charts.push_back({IdOf(site), std::move(chart)});
  }
  return absl::OkStatus();
}

absl::Status ReadVisits(Session& session, SampleSeen& seen) {
  pb::ListObservationsRequest request;
  request.set_parent(Everywhere());
  request.set_view(pb::OBSERVATION_VIEW_FULL);
  RETURN_IF_ERROR(gateway::EachPage(*session.clients().assessments, &Stub::ListObservations,
                                    request, absl::Seconds(session.timeout_seconds),
                                    [&seen](const auto& page) {
                                      for (const auto& visit : page.observations()) {
                                        seen.visits.push_back(visit);
                                      }
                                    }));
  std::stable_sort(seen.visits.begin(), seen.visits.end(),
                   [](const auto& a, const auto& b) { return SiteOf(a) < SiteOf(b); });
  return absl::OkStatus();
}

absl::Status ReadInvited(Session& session, const std::string& wave, SampleSeen& seen) {
  pb::ListOutstandingInvitationsRequest request;
  request.set_parent(wave);
  return gateway::EachPage(*session.clients().assessments, &Stub::ListOutstandingInvitations,
                           request, absl::Seconds(session.timeout_seconds),
                           [&seen](const auto& page) {
                             for (const auto& site : page.site_invitations()) {
                               seen.invited.push_back(site);
                             }
                           });
}

int Issued(const SampleSeen& seen) {
  int issued = 0;
  for (const auto& site : seen.invited) issued += site.issued();
  return issued;
}

std::string VisitsAsText(const SampleSeen& seen) {
  Table table({"SITE", "DAY", "FACTS", "NOTE"});
  for (const auto& visit : seen.visits) {
    table.Add(
        {SiteOf(visit), visit.observed_date(), absl::StrCat(visit.facts_size()), visit.note()});
  }
  return table.AsText();
}

}  // namespace

absl::StatusOr<SampleSeen> ReadSeen(Session& session, const std::string& wave) {
  SampleSeen seen;
  RETURN_IF_ERROR(ReadCharts(session, seen));
  RETURN_IF_ERROR(ReadVisits(session, seen));
  RETURN_IF_ERROR(ReadInvited(session, wave, seen));
  return seen;
}

std::string SeenAsText(const SampleSeen& seen) {
  Table charts({"SITE", "MEASURE", "SIGNALS", "WHAT THE CHART SAYS"});
  for (const auto& [site, chart] : seen.charts) {
    charts.Add({site, IdOf(chart.measure()), absl::StrCat(chart.signals_size()), chart.sentence()});
  }
  std::string text = absl::StrCat("\nWhat was counted each month\n", charts.AsText(),
                                  "\nWhat facilitators saw\n", VisitsAsText(seen));
  if (seen.invited.empty()) return text;
  return absl::StrCat(text, "\nThe wave was answered by invitation: ", Issued(seen),
                      " single-use links at ", seen.invited.size(), " sites.\n");
}

nlohmann::ordered_json SeenAsJson(const SampleSeen& seen) {
  nlohmann::ordered_json charts = nlohmann::ordered_json::array();
  for (const auto& [site, chart] : seen.charts) {
    charts.push_back({{"site", site},
                      {"measure", IdOf(chart.measure())},
                      {"months", chart.points_size()},
                      {"signals", chart.signals_size()}});
  }
  nlohmann::ordered_json visits = nlohmann::ordered_json::array();
  for (const auto& visit : seen.visits) {
    visits.push_back({{"site", SiteOf(visit)}, {"facts", visit.facts_size()}});
  }
  return {{"charts", std::move(charts)},
          {"visits", std::move(visits)},
          {"invitations", {{"sites", seen.invited.size()}, {"issued", Issued(seen)}}}};
}

}  // namespace pcsp::cli

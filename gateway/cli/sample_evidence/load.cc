#include "gateway/cli/sample_evidence/load.h"

#include <set>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/civil_time.h"
#include "common/base/clock.h"
#include "common/base/status_macros.h"
#include "gateway/cli/sample/counts.h"
#include "gateway/cli/sample_play/loader.h"
#include "gateway/flows/pages.h"

namespace pcsp::cli {
namespace {

namespace pb = assessments::v1;
using gateway::sample::SampleProgramme;
using gateway::sample::SiteSample;
using Stub = pb::AssessmentService::Stub;

constexpr int kDaysAgo = 30;

std::string InProgramme(const char* collection, const std::string& id) {
  return absl::StrCat("programmes/", kSampleProgramme, "/", collection, "/", id);
}

absl::CivilDay Today() { return absl::ToCivilDay(SystemClock().Now(), absl::UTCTimeZone()); }

absl::StatusOr<bool> HasValues(Session& session) {
  pb::ListMeasureValuesRequest request;
  request.set_parent(InProgramme("organisations", "-"));
  request.set_page_size(1);
  ASSIGN_OR_RETURN(const auto page,
                   gateway::Ask(*session.clients().assessments, &Stub::ListMeasureValues, request,
                                session.deadline()));
  return page.values_size() > 0;
}

// The first visited practice of each steering group.
std::vector<const SiteSample*> Visited(const SampleProgramme& programme) {
  std::vector<const SiteSample*> visited;
  std::set<std::string> groups;
  for (size_t i = 0; i < programme.sites.size(); ++i) {
    const SiteSample& site = programme.sites[i];
    if (site.level != "practice" || site.facts.empty()) continue;
    if (groups.insert(programme.organisations[i].parent).second) visited.push_back(&site);
  }
  return visited;
}

absl::StatusOr<bool> HasObservation(Session& session, const std::string& organisation) {
  pb::ListObservationsRequest request;
  request.set_parent(organisation);
  request.set_page_size(1);
  ASSIGN_OR_RETURN(const auto page,
                   gateway::Ask(*session.clients().assessments, &Stub::ListObservations, request,
                                session.deadline()));
  return page.observations_size() > 0;
}

absl::Status CreateObservation(Session& session, const SiteSample& site) {
  pb::CreateObservationRequest request;
  request.set_parent(InProgramme("organisations", site.organisation));
  ASSIGN_OR_RETURN(const bool known, HasObservation(session, request.parent()));
  if (known) return absl::OkStatus();
  auto* made = request.mutable_observation();
  made->set_kind(pb::OBSERVATION_KIND_VISIT);
  made->set_observed_date(absl::FormatCivilTime(Today() - kDaysAgo));
  for (const auto& fact : site.facts) {
    auto* added = made->add_facts();
    added->set_fact(fact.indicator);
    added->set_category(fact.category);
  }
  made->set_note("Sat in on the weekly team meeting and looked at how invitations go out.");
  request.set_request_id(SampleRequestId("visit to " + site.organisation));
  return gateway::Ask(*session.clients().assessments, &Stub::CreateObservation, request,
                      session.deadline())
      .status();
}

}  // namespace

absl::Status RecordSampleCounts(Session& session, const SampleProgramme& programme,
                                const gateway::sample::Options& options) {
  ASSIGN_OR_RETURN(const bool known, HasValues(session));
  if (known) return absl::OkStatus();
  const absl::CivilMonth last = absl::CivilMonth(Today()) - 1;
  pb::RecordMeasuresRequest request;
  request.set_parent(absl::StrCat("programmes/", kSampleProgramme));
  for (const auto& counted : gateway::sample::MakeCounts(programme, options, last)) {
    auto* row = request.add_rows();
    row->set_organisation(InProgramme("organisations", counted.organisation));
    row->set_measure(InProgramme("measures", counted.measure));
    row->set_month(counted.month);
    row->set_count(counted.count);
    if (counted.denominator) row->set_denominator(*counted.denominator);
  }
  request.set_request_id(SampleRequestId("counts until " + absl::FormatCivilTime(last)));
  ASSIGN_OR_RETURN(const auto report,
                   gateway::Ask(*session.clients().assessments, &Stub::RecordMeasures, request,
                                session.deadline()));
  if (report.rejected() == 0) return absl::OkStatus();
  return absl::FailedPreconditionError(
      absl::StrCat(report.rejected(), " of the sample's own counts were not accepted"));
}

absl::Status CreateSampleObservations(Session& session, const SampleProgramme& programme) {
  for (const SiteSample* site : Visited(programme)) {
    RETURN_IF_ERROR(CreateObservation(session, *site));
  }
  return absl::OkStatus();
}

}  // namespace pcsp::cli

#include "gateway/flows/evidence/requests.h"

#include <utility>

#include "common/base/status_macros.h"

namespace pcsp::gateway {
namespace {

using assessments::v1::SiteEvidence;

constexpr absl::Duration kStep = absl::Seconds(30);

absl::StatusOr<absl::Time> Closing(Clients& clients, const WaveName& name) {
  assessments::v1::GetWaveRequest request;
  request.set_name(name.ToString());
  ASSIGN_OR_RETURN(const auto wave,
                   Ask(*clients.assessments, &assessments::v1::AssessmentService::Stub::GetWave,
                       request, absl::Now() + kStep));
  return wave.has_close_time() ? absl::FromUnixSeconds(wave.close_time().seconds()) : absl::Now();
}

}  // namespace

absl::StatusOr<DiagnosisRequests> DiagnosisRequests::Prepare(Clients* clients, const WaveName& wave,
                                                             const WaveEvidence* evidence,
                                                             const Sites& sites) {
  ASSIGN_OR_RETURN(const absl::Time closed, Closing(*clients, wave));
  ASSIGN_OR_RETURN(SurroundingsBySite around,
                   RelateSites(*clients, wave.ProgrammeName(), *evidence, sites));
  return DiagnosisRequests(wave, evidence, SiteNotes(clients, wave, closed), std::move(around));
}

absl::StatusOr<diagnosis::v1::StoreDiagnosisRequest> DiagnosisRequests::For(
    const SiteEvidence& site) {
  diagnosis::v1::StoreDiagnosisRequest request;
  request.set_parent(site.organisation());
  request.set_wave(wave_);
  request.set_evidence_revision(evidence_->RevisionFor(site));
  diagnosis::v1::Evidence& evidence = *request.mutable_evidence();
  evidence = evidence_->For(site);
  for (diagnosis::v1::LevelEvidence& level : *evidence.mutable_levels()) {
    ASSIGN_OR_RETURN(const std::vector<std::string> notes,
                     notes_.Of(level.organisation(), level.level()));
    for (const std::string& note : notes) level.add_notes()->set_text(note);
  }
  const auto around = around_.find(site.organisation());
  if (around != around_.end()) *evidence.mutable_surroundings() = around->second;
  return request;
}

}  // namespace pcsp::gateway

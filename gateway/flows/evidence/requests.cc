#include "gateway/flows/evidence/requests.h"

#include <utility>

#include "common/base/status_macros.h"

namespace pcsp::gateway {
namespace {

using assessments::v1::SiteEvidence;

constexpr absl::Duration kStep = absl::Seconds(30);

absl::StatusOr<assessments::v1::Wave> GetWave(Clients& clients, const WaveName& name) {
  assessments::v1::GetWaveRequest request;
  request.set_name(name.ToString());
  return Ask(*clients.assessments, &assessments::v1::AssessmentService::Stub::GetWave, request,
             absl::Now() + kStep);
}

absl::Time Closing(const assessments::v1::Wave& wave) {
  return wave.has_close_time() ? absl::FromUnixSeconds(wave.close_time().seconds()) : absl::Now();
}

}  // namespace

absl::StatusOr<DiagnosisRequests> DiagnosisRequests::Prepare(Clients* clients, const WaveName& wave,
                                                             const WaveEvidence* evidence,
                                                             const Sites& sites) {
  ASSIGN_OR_RETURN(const assessments::v1::Wave read, GetWave(*clients, wave));
  ASSIGN_OR_RETURN(SurroundingsBySite around,
                   RelateSites(*clients, wave.ProgrammeName(), *evidence, sites));
  ASSIGN_OR_RETURN(EarlierBySite earlier, FindEarlier(*clients, read, *evidence, sites));
  return DiagnosisRequests(wave, evidence, SiteNotes(clients, wave, Closing(read)),
                           std::move(around), std::move(earlier));
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
  const auto earlier = earlier_.find(site.organisation());
  if (earlier != earlier_.end()) {
    evidence.mutable_earlier()->Assign(earlier->second.begin(), earlier->second.end());
  }
  return request;
}

}  // namespace pcsp::gateway

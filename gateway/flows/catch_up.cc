#include "gateway/flows/catch_up.h"

#include <algorithm>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/strings/str_cat.h"
#include "gateway/flows/follow_up.h"
#include "gateway/flows/pages.h"

namespace pcsp::gateway {
namespace {

constexpr absl::Duration kPage = absl::Seconds(10);

using Sites = absl::flat_hash_set<std::string>;

// Organisations whose facts are newer than `seen`, which moves on.
absl::StatusOr<Sites> ChangedSince(Clients& clients, const WaveName& wave, int64_t* seen) {
  assessments::v1::ListEvidenceChangesRequest request;
  request.set_parent(wave.ProgrammeName());
  Sites changed;
  for (;;) {
    request.set_after_revision(*seen);
    const auto page =
        Ask(*clients.assessments, &assessments::v1::AssessmentService::Stub::ListEvidenceChanges,
            request, absl::Now() + kPage);
    if (absl::IsUnimplemented(page.status())) return changed;  // an upgrade is under way
    RETURN_IF_ERROR(page.status());
    if (page->changes().empty()) return changed;
    for (const auto& change : page->changes()) {
      changed.insert(change.organisation());
      *seen = std::max(*seen, change.facts_revision());
    }
  }
}

// The evidence revision of each site's latest diagnosis from the wave.
absl::StatusOr<absl::flat_hash_map<std::string, int64_t>> Diagnosed(Clients& clients,
                                                                    const WaveName& wave) {
  diagnosis::v1::ListDiagnosesRequest request;
  request.set_parent(absl::StrCat(wave.ProgrammeName(), "/organisations/-"));
  request.set_wave(wave.ToString());
  request.set_latest_only(true);
  absl::flat_hash_map<std::string, int64_t> revisions;
  RETURN_IF_ERROR(EachPage(*clients.diagnosis,
                           &diagnosis::v1::DiagnosisService::Stub::ListDiagnoses, request, kPage,
                           [&revisions](const auto& page) {
                             for (const auto& diagnosis : page.diagnoses()) {
                               int64_t& revision = revisions[diagnosis.organisation()];
                               revision = std::max(revision, diagnosis.evidence_revision());
                             }
                           }));
  return revisions;
}

// The sites that have changed, those below them and those above them.
DiagnosisRequests::Sites Concerned(const WaveEvidence& evidence, const Sites& changed) {
  Sites above;
  for (const auto& site : evidence.sites()) {
    if (changed.contains(site.organisation())) above.insert(site.steering_group());
    if (changed.contains(site.organisation()) || changed.contains(site.steering_group())) {
      above.insert(site.whole_system());
    }
  }
  DiagnosisRequests::Sites concerned;
  for (const auto& site : evidence.sites()) {
    if (changed.contains(site.organisation()) || changed.contains(site.steering_group()) ||
        changed.contains(site.whole_system()) || above.contains(site.organisation())) {
      concerned.push_back(&site);
    }
  }
  return concerned;
}

}  // namespace

absl::Status CatchUp(Clients& clients, const WaveName& wave, int64_t* seen,
                     const std::function<bool()>& go_on) {
  int64_t newest = *seen;
  ASSIGN_OR_RETURN(const Sites changed, ChangedSince(clients, wave, &newest));
  if (changed.empty()) return absl::OkStatus();
  ASSIGN_OR_RETURN(const WaveEvidence evidence, WaveEvidence::Read(clients, wave.ToString()));
  ASSIGN_OR_RETURN(const auto diagnosed, Diagnosed(clients, wave));
  DiagnosisRequests::Sites outdated;
  for (const auto* site : Concerned(evidence, changed)) {
    const auto known = diagnosed.find(site->organisation());
    if (known == diagnosed.end() || known->second < evidence.RevisionFor(*site)) {
      outdated.push_back(site);
    }
  }
  ASSIGN_OR_RETURN(DiagnosisRequests requests,
                   DiagnosisRequests::Prepare(&clients, wave, &evidence, outdated));
  for (const auto* site : outdated) {
    if (!go_on()) return absl::CancelledError("The gateway is stopping.");
    RETURN_IF_ERROR(Diagnose(clients, requests, *site).status());
  }
  *seen = newest;
  return absl::OkStatus();
}

}  // namespace pcsp::gateway

// The request to diagnose a site of a wave and to store what is found.
#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "gateway/clients.h"
#include "gateway/flows/evidence/earlier.h"
#include "gateway/flows/evidence/notes.h"
#include "gateway/flows/evidence/relations.h"
#include "gateway/flows/names.h"
#include "gateway/flows/wave_evidence.h"

namespace pcsp::gateway {

// Not thread-safe. What it points to must outlive it.
class DiagnosisRequests {
 public:
  using Sites = std::vector<const assessments::v1::SiteEvidence*>;  // of the evidence

  // Finds out what the other sites of the wave say of each of `sites`, and what the wave before
  // found there. Errors: WAVE_NOT_FOUND,
  // UNAVAILABLE.
  static absl::StatusOr<DiagnosisRequests> Prepare(Clients* clients, const WaveName& wave,
                                                   const WaveEvidence* evidence,
                                                   const Sites& sites);

  // All that is known of one of `sites`. Reads what was written there and above. Errors of the
  // calls.
  absl::StatusOr<diagnosis::v1::StoreDiagnosisRequest> For(
      const assessments::v1::SiteEvidence& site);

 private:
  DiagnosisRequests(const WaveName& wave, const WaveEvidence* evidence, SiteNotes notes,
                    SurroundingsBySite around, EarlierBySite earlier)
      : wave_(wave.ToString()),
        evidence_(evidence),
        notes_(std::move(notes)),
        around_(std::move(around)),
        earlier_(std::move(earlier)) {}

  std::string wave_;
  const WaveEvidence* evidence_;
  SiteNotes notes_;
  SurroundingsBySite around_;
  EarlierBySite earlier_;
};

}  // namespace pcsp::gateway

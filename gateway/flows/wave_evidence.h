// What the answers of a wave say about each of its sites, as the diagnosis service takes it.
#pragma once

#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"
#include "gateway/clients.h"
#include "pcsp/assessments/v1/results.pb.h"
#include "pcsp/diagnosis/v1/diagnosis.pb.h"

namespace pcsp::gateway {

// The evidence of a whole wave, read once. Immutable, so threads may share it.
class WaveEvidence {
 public:
  // Errors: NOT_FOUND (WAVE_NOT_FOUND), FAILED_PRECONDITION (WAVE_NOT_CLOSED), UNAVAILABLE.
  static absl::StatusOr<WaveEvidence> Read(Clients& clients, const std::string& wave);

  const std::vector<assessments::v1::SiteEvidence>& sites() const { return sites_; }
  int64_t revision() const { return revision_; }
  // nullptr when the wave has no such site.
  const assessments::v1::SiteEvidence* Find(const std::string& organisation) const;

  // The evidence on `site`: its own, and that of the steering group and whole system above it
  // where they are sites of the wave too. Evidence withheld from results is withheld here.
  diagnosis::v1::Evidence For(const assessments::v1::SiteEvidence& site) const;

 private:
  std::vector<assessments::v1::SiteEvidence> sites_;
  absl::flat_hash_map<std::string, size_t> index_;
  int64_t revision_ = 0;
};

}  // namespace pcsp::gateway

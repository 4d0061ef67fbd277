// What can be said of answers before they are stored.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "common/storage/sql.h"
#include "services/assessments/store/store.h"

namespace pcsp::assessments {

// What is kept of a claim once it has counted: its first 64 bits.
int64_t NumberOf(absl::string_view claim);

// Whether a request with this claim counts in the wave already.
bool IsBurnt(soci::session& session, int64_t wave_key, const std::string& claim);

// Answers WAVE_NOT_OPEN or WAVE_CLOSED for rows whose wave takes none, from the state that this
// transaction sees. For one transaction.
class WaveStates {
 public:
  explicit WaveStates(soci::session& session) : session_(session) {}

  absl::Status TakesAnswers(const PackedResponse& response);

 private:
  soci::session& session_;
  absl::flat_hash_map<int64_t, WaveState> states_;
};

// That rows count already, or cannot, by their request ids and tokens; also among each other. For
// one transaction; the rows must outlive it.
class KnownRequests {
 public:
  // Without `look_first` only rows of this transaction are known.
  KnownRequests(soci::session& session, bool look_first)
      : session_(session), look_first_(look_first) {}

  // Nothing for a row that is new.
  std::optional<absl::StatusOr<Appended>> Find(const PackedResponse& response) {
    return response.token.empty() ? FindRequest(response) : FindToken(response);
  }

 private:
  using Known = std::optional<absl::StatusOr<Appended>>;

  Known FindRequest(const PackedResponse& response);
  Known FindToken(const PackedResponse& response);

  soci::session& session_;
  const bool look_first_;
  absl::flat_hash_set<std::pair<int64_t, absl::string_view>> requests_;
  absl::flat_hash_map<std::pair<int64_t, absl::string_view>, std::string> tokens_;
};

}  // namespace pcsp::assessments

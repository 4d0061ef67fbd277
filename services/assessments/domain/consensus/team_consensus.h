// What a team that is too small for private answers agrees on with its facilitator.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "services/assessments/domain/instrument.h"
#include "services/assessments/domain/names.h"
#include "services/assessments/domain/vocabulary.h"
#include "services/assessments/domain/wave.h"

namespace pcsp::assessments {

// `programmes/{programme}/waves/{wave}/teamConsensus/{organisation}`.
std::string ConsensusNameOf(const WaveName& wave, absl::string_view organisation);
// The wave and the organisation; nothing unless the text has the form.
std::optional<std::pair<WaveName, std::string>> ParseConsensusName(absl::string_view text);
inline constexpr absl::string_view kConsensusNameRule =
    "programmes/{programme}/waves/{wave}/teamConsensus/{organisation}";

// Attributed, and no part of any anonymous statistic: kept apart from responses throughout.
struct TeamConsensus {
  int site = 0;         // WaveSite::number
  std::string answers;  // packed, see instrument.h
  int people_present = 0;
  int64_t revision = 0;
  absl::Time create_time, update_time;

  std::string etag() const;
  bool operator==(const TeamConsensus&) const = default;
};

// Whether a site is too small for private answers: fewer than twice the minimum group size of
// people, or nobody knows how many. At the response rate that is usual (39 %, domain.md section 9)
// fewer than the minimum would answer. TEAM_LARGE_ENOUGH.
absl::Status TooSmallToBePrivate(const Wave& wave, const WaveSite& site);

// `given` in place of what the team `has`. `etag` must be that of what it has, "" if it has
// nothing. ETAG_MISMATCH.
absl::StatusOr<TeamConsensus> Replace(const WaveName& wave, absl::string_view organisation,
                                      const std::optional<TeamConsensus>& has, TeamConsensus given,
                                      absl::string_view etag, absl::Time now);

// 0 (worst) to 100 (best) for each construct of which at least half of the items were answered.
std::vector<std::pair<Construct, double>> ScoresOf(const Instrument& instrument,
                                                   absl::string_view answers);

}  // namespace pcsp::assessments

// The part of Store that is about what teams agree on.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/statusor.h"
#include "common/storage/request_log.h"
#include "services/assessments/domain/consensus/team_consensus.h"

namespace pcsp::assessments {

// Thread-safe. Every change leaves a line in the audit: a consensus is no secret.
class ConsensusStore {
 public:
  virtual ~ConsensusStore() = default;

  // `rule` is given what the team at `site` has and gives what it is to have. The reply.
  // WAVE_NOT_FOUND, WAVE_NOT_OPEN, WAVE_CLOSED, REQUEST_ID_REUSED, and what `rule` gives.
  using ConsensusRule =
      absl::FunctionRef<absl::StatusOr<TeamConsensus>(const std::optional<TeamConsensus>& has)>;
  using EncodeConsensus = absl::FunctionRef<std::string(const TeamConsensus&)>;
  virtual absl::StatusOr<std::string> SubmitTeamConsensus(const sql::RequestKey& key,
                                                          const WaveName& wave,
                                                          const WaveSite& site, ConsensusRule rule,
                                                          absl::Time now,
                                                          EncodeConsensus encode) = 0;
  // Of every team of a wave that has agreed on something, by site number.
  virtual absl::StatusOr<std::vector<TeamConsensus>> ListTeamConsensus(const Wave& wave) = 0;
};

}  // namespace pcsp::assessments

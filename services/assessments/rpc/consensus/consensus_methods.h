// What teams that are too small for private answers agree on.
#pragma once

#include <memory>
#include <string>
#include <utility>

#include "absl/status/statusor.h"
#include "common/base/page_token.h"
#include "common/rpc/call.h"
#include "pcsp/assessments/v1/questionnaire.pb.h"
#include "pcsp/assessments/v1/results.pb.h"
#include "pcsp/assessments/v1/team_consensus.pb.h"
#include "services/assessments/domain/catalogue.h"
#include "services/assessments/domain/consensus/team_consensus.h"
#include "services/assessments/rpc/frozen_waves.h"
#include "services/assessments/rpc/results/wave_results.h"
#include "services/assessments/store/store.h"

namespace pcsp::assessments {

v1::TeamConsensus ToProto(const WaveName& wave, const WaveSite& site, const Instrument& instrument,
                          const TeamConsensus& consensus);

// The results with what the team has agreed on, if it has.
v1::SiteResults WithConsensus(const WaveResults& results, const WaveSite& site,
                              v1::SiteResults message);

// The methods of AssessmentService of the same names. Thread-safe.
class ConsensusMethods {
 public:
  // What is pointed to must outlive this.
  ConsensusMethods(Store* store, FrozenWaves* waves, const Catalogue* catalogue, PageTokens tokens)
      : store_(store), waves_(waves), catalogue_(catalogue), tokens_(std::move(tokens)) {}

  absl::StatusOr<v1::TeamConsensus> SubmitTeamConsensus(
      const rpc::Call& call, const v1::SubmitTeamConsensusRequest& request) const;
  absl::StatusOr<v1::TeamConsensus> GetTeamConsensus(
      const rpc::Call& call, const v1::GetTeamConsensusRequest& request) const;
  absl::StatusOr<v1::ExportTeamConsensusResponse> ExportTeamConsensus(
      const rpc::Call& call, const v1::ExportTeamConsensusRequest& request) const;
  absl::StatusOr<v1::ListTeamConsensusResponse> ListTeamConsensus(
      const rpc::Call& call, const v1::ListTeamConsensusRequest& request) const;

 private:
  // What one team has agreed on, with what it takes to tell.
  struct Found {
    Wave wave;
    std::shared_ptr<const FrozenWave> frozen;
    const WaveSite* site = nullptr;
    const Instrument* instrument = nullptr;
    TeamConsensus consensus;
  };
  // WAVE_NOT_FOUND, TEAM_CONSENSUS_NOT_FOUND; INVALID_FIELDS on `name`.
  absl::StatusOr<Found> Find(const std::string& text) const;

  Store* const store_;
  FrozenWaves* const waves_;
  const Catalogue* const catalogue_;
  const PageTokens tokens_;
};

}  // namespace pcsp::assessments

// What teams that are too small for private answers agree on.
#pragma once

#include <utility>

#include "absl/status/statusor.h"
#include "common/base/page_token.h"
#include "common/rpc/call.h"
#include "pcsp/assessments/v1/results.pb.h"
#include "pcsp/assessments/v1/team_consensus.pb.h"
#include "services/assessments/domain/catalogue.h"
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
  absl::StatusOr<v1::ListTeamConsensusResponse> ListTeamConsensus(
      const rpc::Call& call, const v1::ListTeamConsensusRequest& request) const;

 private:
  Store* const store_;
  FrozenWaves* const waves_;
  const Catalogue* const catalogue_;
  const PageTokens tokens_;
};

}  // namespace pcsp::assessments

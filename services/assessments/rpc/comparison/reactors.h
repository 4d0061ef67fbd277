// The methods of AssessmentService about what is said between groups, sites and waves.
#pragma once

#include "services/assessments/rpc/consensus/reactors.h"

namespace pcsp::assessments {

// Thread-safe.
class ComparisonReactors : public ConsensusReactors {
 public:
  Unary* CompareWaves(Context*, const pb::CompareWavesRequest*, pb::WaveComparison*) override;
  Unary* GetSiteRadar(Context*, const pb::GetSiteRadarRequest*, pb::SiteRadar*) override;
  Unary* GetReliability(Context*, const pb::GetReliabilityRequest*, pb::WaveReliability*) override;
  Unary* GetSiteGaps(Context*, const pb::GetSiteGapsRequest*, pb::SiteGaps*) override;
  Unary* GetRepresentativeness(Context*, const pb::GetRepresentativenessRequest*,
                               pb::Representativeness*) override;
  Unary* GetGroupGaps(Context*, const pb::GetGroupGapsRequest*, pb::GroupGaps*) override;
  Unary* GetGroupRepresentativeness(Context*, const pb::GetGroupRepresentativenessRequest*,
                                    pb::GroupRepresentativeness*) override;
  Unary* GetFunnel(Context*, const pb::GetFunnelRequest*, pb::WaveFunnel*) override;

 protected:
  using ConsensusReactors::ConsensusReactors;
};

}  // namespace pcsp::assessments

// What is said between groups, sites and waves: change, radar, reliability, gaps, who answered,
// funnel.
#pragma once

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "common/base/page_token.h"
#include "common/rpc/call.h"
#include "pcsp/assessments/v1/group_comparisons.pb.h"
#include "pcsp/assessments/v1/results_over_time.pb.h"
#include "pcsp/assessments/v1/results_quality.pb.h"
#include "services/assessments/rpc/comparison/wave_details.h"
#include "services/assessments/rpc/results/convert_results.h"
#include "services/assessments/rpc/results/wave_results.h"
#include "services/assessments/store/store.h"

namespace pcsp::assessments {

// The methods of AssessmentService of the same names. Thread-safe.
class ComparisonMethods {
 public:
  // Both must outlive this. `page_token_key` signs page tokens.
  ComparisonMethods(Store* store, WaveResultsCache* results, const std::string& page_token_key)
      : results_(results), details_(store), tokens_(page_token_key) {}

  absl::StatusOr<v1::WaveComparison> CompareWaves(const rpc::Call& call,
                                                  const v1::CompareWavesRequest& request);
  absl::StatusOr<v1::SiteRadar> GetSiteRadar(const rpc::Call& call,
                                             const v1::GetSiteRadarRequest& request);
  absl::StatusOr<v1::WaveReliability> GetReliability(const rpc::Call& call,
                                                     const v1::GetReliabilityRequest& request);
  absl::StatusOr<v1::SiteGaps> GetSiteGaps(const rpc::Call& call,
                                           const v1::GetSiteGapsRequest& request);
  absl::StatusOr<v1::Representativeness> GetRepresentativeness(
      const rpc::Call& call, const v1::GetRepresentativenessRequest& request);
  absl::StatusOr<v1::GroupGaps> GetGroupGaps(const rpc::Call& call,
                                             const v1::GetGroupGapsRequest& request);
  absl::StatusOr<v1::GroupRepresentativeness> GetGroupRepresentativeness(
      const rpc::Call& call, const v1::GetGroupRepresentativenessRequest& request);
  absl::StatusOr<v1::WaveFunnel> GetFunnel(const rpc::Call& call,
                                           const v1::GetFunnelRequest& request);

 private:
  // A site of a wave whose answers are final.
  struct Found {
    std::shared_ptr<const WaveResults> results;
    const WaveSite* site = nullptr;
  };
  // WAVE_NOT_FOUND, WAVE_NOT_CLOSED, SITE_RESULTS_NOT_FOUND; INVALID_FIELDS under `name`.
  absl::StatusOr<Found> Find(const std::string& name);

  // Sites of a level that belong together; `organisation` is the id, "" for the programme.
  struct FoundGroup {
    std::shared_ptr<const WaveResults> results;
    Level level = Level::kPractice;
    std::string organisation;
    Population population;
  };
  // What a request with `name`, `organisation` and `level` asks for. WAVE_NOT_FOUND,
  // WAVE_NOT_CLOSED, GROUP_RESULTS_NOT_FOUND; INVALID_FIELDS under these names.
  template <typename Request>
  absl::StatusOr<FoundGroup> FindGroupOf(const Request& request) {
    return FindGroupOf(request.name(), request.organisation(), request.level());
  }
  absl::StatusOr<FoundGroup> FindGroupOf(const std::string& name, const std::string& organisation,
                                         pcsp::type::v1::Level level);

  WaveResultsCache* const results_;
  WaveDetailsCache details_;
  const PageTokens tokens_;
};

}  // namespace pcsp::assessments

#include "services/diagnosis/domain/learning/layers/learned_layer.h"

#include <utility>

#include "absl/strings/str_format.h"
#include "common/base/ids.h"
#include "common/base/status_macros.h"

namespace pcsp::diagnosis {
namespace {

std::string FingerprintOfLayer(const LearnedLayer& layer, const LearnedCounts& counts) {
  std::string all = counts.Fingerprint();
  for (const Promotion& map : layer.maps) {
    const CalibrationMap in_use = map.InUse();
    absl::StrAppendFormat(&all, " %a %a", in_use.a, in_use.b);
  }
  return Sha256Hex(all);
}

}  // namespace

absl::StatusOr<LearnedLayer> LearnLayer(const KnowledgeBase& base,
                                        const std::vector<LoggedCase>& log, int passes) {
  std::vector<VerdictCase> cases;
  for (const LoggedCase& logged : log) cases.push_back(logged.reviewed);
  ASSIGN_OR_RETURN(Replay replay, ReplayLog(base, cases, passes));
  const LearnedCounts& counts = replay.learner.counts();
  LearnedLayer layer{.kb = replay.learner.Learned(),
                     .accuracy = replay.learner.accuracy(),
                     .cases = counts.cases,
                     .verdicts = counts.verdicts,
                     .left_out = std::move(replay.left_out)};
  ASSIGN_OR_RETURN(const auto judged, ForecastVerdicts(base, log));
  for (int level = 0; level < kLevels; ++level) {
    layer.maps[level] = DecidePromotion(judged[level], layer.accuracy);
  }
  layer.fingerprint = FingerprintOfLayer(layer, counts);
  return layer;
}

}  // namespace pcsp::diagnosis

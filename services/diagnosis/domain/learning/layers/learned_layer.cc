#include "services/diagnosis/domain/learning/layers/learned_layer.h"

#include <algorithm>
#include <set>
#include <tuple>
#include <utility>

#include "absl/strings/str_format.h"
#include "common/base/ids.h"
#include "common/base/status_macros.h"

namespace pcsp::diagnosis {
namespace {

// A verdict and its place in time.
struct Timed {
  int64_t micros = 0;
  std::string id;  // of the case, the issue and the reviewer
  JudgedForecast judged;
};

// Those of one level that the replay could use, in the order of time.
std::vector<JudgedForecast> JudgedOf(const std::vector<LoggedCase>& log, Level level,
                                     const std::set<std::string>& left_out) {
  std::vector<Timed> timed;
  for (const LoggedCase& logged : log) {
    const VerdictCase& reviewed = logged.reviewed;
    if (reviewed.evidence.subject != level || left_out.contains(reviewed.id)) continue;
    for (size_t v = 0; v < reviewed.verdicts.size(); ++v) {
      const Verdict& verdict = reviewed.verdicts[v];
      timed.push_back({logged.micros[v],
                       absl::StrFormat("%s %s %s", reviewed.id, verdict.issue, verdict.by),
                       {.site = logged.site,
                        .probability = logged.probabilities[v],
                        .confirmed = verdict.confirmed}});
    }
  }
  std::sort(timed.begin(), timed.end(), [](const Timed& a, const Timed& b) {
    return std::tie(a.micros, a.id) < std::tie(b.micros, b.id);
  });
  std::vector<JudgedForecast> judged;
  for (Timed& one : timed) judged.push_back(std::move(one.judged));
  return judged;
}

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
  std::set<std::string> left_out;
  for (const LeftOut& each : layer.left_out) left_out.insert(each.id);
  for (int level = 0; level < kLevels; ++level) {
    layer.maps[level] =
        DecidePromotion(JudgedOf(log, static_cast<Level>(level), left_out), layer.accuracy);
  }
  layer.fingerprint = FingerprintOfLayer(layer, counts);
  return layer;
}

}  // namespace pcsp::diagnosis

#include "tests/diagnosis/simulation/reviewing.h"

#include "services/diagnosis/domain/learning/review.h"

namespace pcsp::diagnosis::testing {

VerdictCase Review(const Model& model, const SimulatedSite& site,
                   const std::vector<double>& probabilities, const LabelAccuracy& reviewers,
                   bool twice, size_t most, Chance* chance) {
  VerdictCase out = {site.id, site.evidence, {}};
  const LevelModel& level = model.at(*site.evidence.subject);
  for (size_t s = 0; s < probabilities.size(); ++s) {
    const int issue = level.network.issues[level.subjects[s]];
    const std::string& id = model.kb.issues[issue].id;
    const double p = probabilities[s];
    if (p < kShownFrom && !AskedAtRandom(site.id, id)) continue;
    for (int reviewer = 0; reviewer < (twice ? 2 : 1); ++reviewer) {
      if (out.verdicts.size() >= most) return out;
      const bool confirmed = chance->Happens(reviewers.Of(true, site.holds[issue]));
      out.verdicts.push_back(
          {id, confirmed, reviewer == 0 ? "first" : "second", ShowProbability(p)});
    }
  }
  return out;
}

}  // namespace pcsp::diagnosis::testing

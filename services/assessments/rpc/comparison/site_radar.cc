// GetSiteRadar.
#include <cmath>
#include <optional>

#include "common/base/status_macros.h"
#include "services/assessments/domain/comparison/normal.h"
#include "services/assessments/domain/comparison/sentences.h"
#include "services/assessments/rpc/comparison/cells.h"
#include "services/assessments/rpc/comparison/comparison_methods.h"
#include "services/assessments/rpc/convert.h"

namespace pcsp::assessments {
namespace {

// How the site works on a construct, if that may be shown.
std::optional<Estimate> ShownEstimate(const WaveResults& results, const WaveSite& site,
                                      Construct construct) {
  const WaveFigures& level = results.FiguresOf(site);
  const SiteMean mean =
      ShownMean(results.wave, MeanOf(level, StatisticsOf(results, site), construct));
  if (mean.people == 0) return std::nullopt;
  return HowSiteWorks(mean, level.pool(construct));
}

void SetAxis(const WaveResults& results, const WaveSite& site, Construct construct,
             const std::optional<Estimate>& previous, v1::RadarAxis* axis) {
  axis->set_construct(ToProto(construct));
  const WaveFigures& level = results.FiguresOf(site);
  const Pool& pool = level.pool(construct);
  if (pool.sites > 0) {
    const double half = kNormal95 * std::sqrt(pool.tau2);
    SetScore({pool.mu, pool.mu - half, pool.mu + half}, axis->mutable_programme());
  }
  const auto now = ShownEstimate(results, site, construct);
  if (!now) {
    axis->set_suppression(v1::SUPPRESSION_BELOW_MINIMUM_GROUP_SIZE);
    return;
  }
  axis->set_respondents(
      static_cast<int>(MeanOf(level, StatisticsOf(results, site), construct).people));
  SetScore(*now, axis->mutable_value());
  if (previous) SetScore(*previous, axis->mutable_previous());
  axis->set_sentence(RadarSentence(construct, *now, previous, pool.mu));
}

}  // namespace

absl::StatusOr<v1::SiteRadar> ComparisonMethods::GetSiteRadar(
    const rpc::Call&, const v1::GetSiteRadarRequest& request) {
  Violations violations;
  const auto name = ParseSiteResultsName(request.name());
  if (!name) violations.Add("name", request.name(), kSiteResultsNameRule);
  std::optional<WaveName> baseline;
  if (name && !request.baseline().empty()) {
    baseline = BaselineFrom(name->wave, request.baseline(), violations);
  }
  RETURN_IF_ERROR(violations.ToStatus());
  ASSIGN_OR_RETURN(const Found found, Find(request.name()));
  std::shared_ptr<const WaveResults> before;
  const WaveSite* old = nullptr;
  if (baseline) {
    ASSIGN_OR_RETURN(before, results_->Get(*baseline));
    old = before->frozen->Find(name->organisation);
    const bool same = old != nullptr && before->FiguresOf(*old).instrument().id ==
                                            found.results->FiguresOf(*found.site).instrument().id;
    if (!same) old = nullptr;
  }
  v1::SiteRadar radar;
  radar.set_name(request.name());
  radar.set_baseline(request.baseline());
  radar.set_most(100);
  for (const auto& [word, construct] : kConstructWords) {
    const auto previous = old != nullptr ? ShownEstimate(*before, *old, construct) : std::nullopt;
    SetAxis(*found.results, *found.site, construct, previous, radar.add_axes());
  }
  return radar;
}

}  // namespace pcsp::assessments

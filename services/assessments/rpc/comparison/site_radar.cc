// GetSiteRadar.
#include <cmath>
#include <optional>

#include "common/base/status_macros.h"
#include "services/assessments/domain/comparison/normal.h"
#include "services/assessments/domain/comparison/sentences.h"
#include "services/assessments/rpc/comparison/cells.h"
#include "services/assessments/rpc/comparison/comparison_methods.h"
#include "services/assessments/rpc/results/convert_results.h"

namespace pcsp::assessments {
namespace {

// How the site works on a construct, of which `cell` is.
Estimate Score(const WaveResults& results, const WaveSite& site, Construct construct,
               const Cell& cell, Outgoing* outgoing) {
  Add(results, site, static_cast<int64_t>(cell.mean.people), outgoing);
  return Rounded(HowSiteWorks(cell.mean, results.FiguresOf(site).pool(construct)),
                 outgoing->step());
}

// The score that the programme has and the band of its sites.
std::optional<Estimate> ProgrammeOf(const WaveResults& results, const WaveSite& site,
                                    Construct construct) {
  const Pool& pool = results.FiguresOf(site).pool(construct);
  const Outgoing sites = PoolOf(results, site.level, construct);
  if (pool.sites == 0) return std::nullopt;
  const double half = kNormal95 * std::sqrt(pool.tau2);
  return Rounded({.score = pool.mu, .low = pool.mu - half, .high = pool.mu + half},
                 sites.pool_step());
}

std::optional<Estimate> PreviousOf(const SiteInWave& now, const std::optional<SiteInWave>& before,
                                   Construct construct, v1::RadarAxis* axis) {
  if (!before) return std::nullopt;
  const Hidden why = WhyNotCompared(*before, now, construct);
  axis->set_previous_suppression(ToProto(why));
  if (why != Hidden::kShown) return std::nullopt;
  Outgoing outgoing;
  return Score(before->results, before->site, construct,
               CellOf(before->results, before->site, construct), &outgoing);
}

void SetAxis(const SiteInWave& now, const std::optional<SiteInWave>& before, Construct construct,
             v1::RadarAxis* axis) {
  const auto& [results, site] = now;
  axis->set_construct(ToProto(construct));
  const auto programme = ProgrammeOf(results, site, construct);
  if (programme) SetScore(*programme, axis->mutable_programme());
  const Cell cell = CellOf(results, site, construct);
  if (cell.why != Hidden::kShown) {
    axis->set_suppression(ToProto(cell.why));
    return;
  }
  Outgoing outgoing;
  const Estimate value = Score(results, site, construct, cell, &outgoing);
  axis->set_respondents(outgoing.count().low);
  axis->set_respondents_most(outgoing.count().high);
  SetScore(value, axis->mutable_value());
  const auto previous = PreviousOf(now, before, construct, axis);
  if (previous) SetScore(*previous, axis->mutable_previous());
  axis->set_sentence(RadarSentence(construct, value, previous,
                                   programme ? std::optional(programme->score) : std::nullopt));
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
  std::optional<SiteInWave> old_site;
  if (old != nullptr) old_site.emplace(SiteInWave{*before, *old});
  for (const auto& [word, construct] : kConstructWords) {
    SetAxis({*found.results, *found.site}, old_site, construct, radar.add_axes());
  }
  return radar;
}

}  // namespace pcsp::assessments

#include "services/assessments/domain/scoring/site_figures.h"

#include <utility>

namespace pcsp::assessments {
namespace {

// A mean over the items for which there is a value.
class Mean {
 public:
  void Add(std::optional<double> value) {
    if (!value) return;
    sum_ += *value;
    ++count_;
  }
  int count() const { return count_; }
  std::optional<double> value() const {
    if (count_ == 0) return std::nullopt;
    return sum_ / count_;
  }

 private:
  double sum_ = 0;
  int count_ = 0;
};

// Agreement on a construct is the mean over its items, but for r_wg(J), which is defined on the
// mean variance of the items.
class ConstructAgreement {
 public:
  void Add(const ItemFigures& item) {
    consensus_.Add(item.agreement.consensus);
    expected_.Add(item.agreement.expected_consensus);
    favourable_.Add(item.favourable);
    a_wg_.Add(item.agreement.a_wg);
    ad_.Add(item.agreement.ad);
    if (item.agreement.r_wg) ratio_.Add(1 - *item.agreement.r_wg);
  }
  AgreementFigures Figures() const {
    AgreementFigures figures{.consensus = consensus_.value(),
                             .expected_consensus = expected_.value().value_or(0),
                             .a_wg = a_wg_.value(),
                             .ad = ad_.value()};
    if (ratio_.count() > 0) figures.r_wg = RwgJ(ratio_.count(), *ratio_.value());
    if (consensus_.count() > 0) {
      figures.verdict = VerdictOf(*favourable_.value(), figures.expected_consensus);
    }
    return figures;
  }

 private:
  Mean consensus_, expected_, favourable_, a_wg_, ad_, ratio_;
};

// What left the score: skips and "not relevant".
void AddOtherAnswers(const Scale& scale, const std::vector<int32_t>& counts,
                     ConstructFigures& figures) {
  figures.skipped += counts[0];
  for (int slot = scale.steps() + 1; slot < SlotsOf(scale); ++slot) {
    figures.not_relevant[CodeOfSlot(scale, slot)] += counts[slot];
  }
}

}  // namespace

WaveFigures::WaveFigures(const Instrument& instrument, std::vector<SiteInput> sites)
    : instrument_(instrument), plan_(instrument), sites_(std::move(sites)) {
  std::vector<SiteMean> means(sites_.size());
  for (int c = 0; c < kConstructs; ++c) {
    const auto construct = static_cast<Construct>(c);
    for (size_t s = 0; s < sites_.size(); ++s) {
      means[s] = ToSiteMean(sites_[s].statistics.constructs[c], plan_.unit(construct),
                            plan_.steps(construct));
    }
    pools_[c] = EstimatePool(means);
  }
  std::vector<std::vector<int32_t>> counts(sites_.size());
  for (size_t i = 0; i < instrument_.items.size(); ++i) {
    for (size_t s = 0; s < sites_.size(); ++s) counts[s] = Scored(sites_[s].statistics, i);
    const int steps = instrument_.ScaleOf(instrument_.items[i]).steps();
    item_pools_.push_back(steps == 0 ? ItemPool() : EstimateItemPool(counts, steps));
  }
}

std::vector<int32_t> WaveFigures::Scored(const SiteStatistics& statistics, int index) const {
  const Item& item = instrument_.items[index];
  std::vector<int32_t> scored(instrument_.ScaleOf(item).steps());
  const auto counts = plan_.ItemCounts(statistics, index);
  if (counts.empty()) return scored;
  for (size_t slot = 1; slot <= scored.size(); ++slot) {
    scored[ScoreOfSlot(instrument_, item, static_cast<int>(slot)) - 1] = counts[slot];
  }
  return scored;
}

ItemFigures WaveFigures::ItemOf(const SiteStatistics& statistics, int index, Detail detail) const {
  ItemFigures item;
  const auto counts = plan_.ItemCounts(statistics, index);
  item.counts.assign(counts.begin(), counts.end());
  item.counts.resize(SlotsOf(instrument_.ScaleOf(instrument_.items[index])));
  // A number or a text has no worst and no best, so there is nothing to agree on.
  if (!instrument_.ScaleOf(instrument_.items[index]).ordered()) return item;
  item.scored = Scored(statistics, index);
  const std::vector<double> alpha = DirichletOf(item.scored, item_pools_[index]);
  double total = 0;
  for (double a : alpha) total += a;
  for (double a : alpha) item.shrunk.push_back(a / total);
  item.favourable = FavourableShare(alpha);
  AgreementFigures& agreement = item.agreement;
  agreement.consensus = Consensus(item.scored);
  agreement.expected_consensus = ExpectedConsensus(alpha);
  const RaterIndices indices = RaterIndicesOf(item.scored);
  agreement.r_wg = indices.r_wg;
  agreement.a_wg = indices.a_wg;
  agreement.ad = indices.ad;
  if (agreement.consensus) {
    agreement.verdict = VerdictOf(item.favourable, agreement.expected_consensus);
  }
  if (detail == Detail::kItems) {
    item.favourable_interval = FavourableInterval(alpha);
    if (alpha.size() <= kMostDrawnSteps) agreement.draws = DrawUnderstanding(alpha);
  }
  return item;
}

ConstructFigures WaveFigures::ConstructOf(const SiteInput& site, Construct construct,
                                          const std::vector<ItemFigures>& items) const {
  const ConstructSums& sums = site.statistics.constructs[static_cast<int>(construct)];
  const SiteMean mean = ToSiteMean(sums, plan_.unit(construct), plan_.steps(construct));
  ConstructFigures figures{.people = static_cast<int>(sums.people)};
  if (sums.people > 0) figures.mean = mean.mean;
  figures.how_site_works = HowSiteWorks(mean, pool(construct));
  figures.team_now = TeamNow(mean, pool(construct), site.roster);

  ConstructAgreement agreement;
  double weakest = 2;
  for (size_t i = 0; i < items.size(); ++i) {
    if (!instrument_.IsScored(instrument_.items[i])) continue;
    if (instrument_.items[i].construct != construct) continue;
    AddOtherAnswers(instrument_.ScaleOf(instrument_.items[i]), items[i].counts, figures);
    if (!items[i].agreement.consensus) continue;
    agreement.Add(items[i]);
    if (items[i].favourable >= weakest) continue;
    weakest = items[i].favourable;
    figures.weakest_item = static_cast<int>(i);
  }
  figures.agreement = agreement.Figures();
  return figures;
}

SiteFigures WaveFigures::Figures(size_t index, Detail detail) const {
  const SiteInput& site = sites_[index];
  SiteFigures figures{.respondents = static_cast<int>(site.statistics.respondents)};
  for (size_t i = 0; i < instrument_.items.size(); ++i) {
    figures.items.push_back(ItemOf(site.statistics, static_cast<int>(i), detail));
  }
  for (int c = 0; c < kConstructs; ++c) {
    figures.constructs[c] = ConstructOf(site, static_cast<Construct>(c), figures.items);
  }
  return figures;
}

}  // namespace pcsp::assessments

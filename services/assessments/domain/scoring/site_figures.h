// Everything that is said of a site: from an instrument and the statistics of all its sites to
// construct profiles, item distributions and agreement. No disclosure control here: that is the
// caller's, on every way out.
//
//   WaveFigures wave(instrument, {{"a81044", 12, statistics}, ...});
//   SiteFigures figures = wave.Figures(0, Detail::kItems);
//
// Rows become statistics by StatisticsPlan; a file of responses by response_file.h.
#pragma once

#include <array>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "services/assessments/domain/instrument.h"
#include "services/assessments/domain/scoring/agreement.h"
#include "services/assessments/domain/scoring/construct_score.h"
#include "services/assessments/domain/scoring/item_distribution.h"
#include "services/assessments/domain/scoring/site_statistics.h"

namespace pcsp::assessments {

struct SiteInput {
  std::string site;
  int roster = 0;  // people who could answer; 0 when not known
  SiteStatistics statistics;
};

struct AgreementFigures {
  std::optional<double> consensus;
  double expected_consensus = 0;
  std::optional<double> r_wg;  // of a construct: r_wg(J)
  std::optional<double> a_wg;
  std::optional<double> ad;
  std::optional<UnderstandingDraws> draws;  // items only, with Detail::kItems
  Verdict verdict = Verdict::kNone;
};

struct ItemFigures {
  std::vector<int32_t> counts;  // by slot: skipped, options in the order of the file, the rest
  std::vector<int32_t> scored;  // by score, worst to best, after flipping
  std::vector<double> shrunk;   // shares by score, after flipping
  double favourable = 0;
  std::optional<ShareInterval> favourable_interval;  // with Detail::kItems
  AgreementFigures agreement;
};

struct ConstructFigures {
  int people = 0;  // who answered at least half of its items
  std::optional<double> mean;
  Estimate how_site_works;
  std::optional<Estimate> team_now;
  AgreementFigures agreement;
  int weakest_item = -1;                    // index; the lowest favourable share
  std::map<std::string, int> not_relevant;  // over its items, by answer code
  int skipped = 0;
};

struct SiteFigures {
  int respondents = 0;
  std::array<ConstructFigures, kConstructs> constructs;
  std::vector<ItemFigures> items;  // in the order of the instrument
};

enum class Detail {
  kProfile,  // closed forms alone
  kItems,    // with intervals and draws for each item
};

// The figures of all sites that answered one instrument, pooled once. Immutable, thread-safe;
// `instrument` must outlive it.
class WaveFigures {
 public:
  WaveFigures(const Instrument& instrument, std::vector<SiteInput> sites);

  const Instrument& instrument() const { return instrument_; }
  const std::vector<SiteInput>& sites() const { return sites_; }
  const StatisticsPlan& plan() const { return plan_; }
  const Pool& pool(Construct construct) const { return pools_[static_cast<int>(construct)]; }

  // Of sites()[index].
  SiteFigures Figures(size_t index, Detail detail) const;

 private:
  std::vector<int32_t> Scored(const SiteStatistics& statistics, int item) const;
  ItemFigures ItemOf(const SiteStatistics& statistics, int item, Detail detail) const;
  ConstructFigures ConstructOf(const SiteInput& site, Construct construct,
                               const std::vector<ItemFigures>& items) const;

  const Instrument& instrument_;
  const StatisticsPlan plan_;
  const std::vector<SiteInput> sites_;
  std::array<Pool, kConstructs> pools_;
  std::vector<ItemPool> item_pools_;
};

}  // namespace pcsp::assessments

// The figures of waves whose answers are final, computed once from the stored rows.
#pragma once

#include <list>
#include <map>
#include <memory>
#include <utility>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/statusor.h"
#include "absl/synchronization/mutex.h"
#include "services/assessments/domain/catalogue.h"
#include "services/assessments/domain/disclosure/wave_disclosure.h"
#include "services/assessments/domain/scoring/site_figures.h"
#include "services/assessments/rpc/frozen_waves.h"
#include "services/assessments/store/store.h"

namespace pcsp::assessments {

// The groups of sites of one level: their figures beside those of their kind.
struct GroupFigures {
  std::map<NodeKind, std::unique_ptr<const WaveFigures>> kinds;
  std::vector<size_t> place;  // by node of the hierarchy: index among the groups of its kind
};

// One wave: the figures of each level, and where each site stands in them. The figures of sites
// know nothing of what is not shown; those of groups know everything.
struct WaveResults {
  Wave wave;
  std::shared_ptr<const FrozenWave> frozen;
  std::map<Level, std::unique_ptr<const WaveFigures>> levels;
  std::vector<size_t> place;               // by site number - 1: index among the sites of its level
  std::map<int, TeamConsensus> consensus;  // by site number; in no figure
  std::map<Level, std::unique_ptr<const WaveDisclosure>> disclosures;
  std::map<Level, GroupFigures> groups;
  std::vector<SiteStatistics> answers;  // by site number - 1: everything, shown or not

  const WaveFigures& FiguresOf(const WaveSite& site) const { return *levels.at(site.level); }
  size_t PlaceOf(const WaveSite& site) const { return place[site.number - 1]; }
  const WaveDisclosure& DisclosureOf(Level level) const { return *disclosures.at(level); }
  // May what a site says on a construct be shown, and why not?
  Hidden OfConstruct(const WaveSite& site, Construct construct) const {
    const WaveDisclosure& disclosure = DisclosureOf(site.level);
    return disclosure.OfConstruct(disclosure.NodeOf(site), construct);
  }
};

// Thread-safe. Keeps the waves used last; what it keeps cannot grow stale, because it is named by
// the revision at which the answers became final.
class WaveResultsCache {
 public:
  // What it points to must outlive it and all results.
  WaveResultsCache(Store* store, FrozenWaves* frozen, const Catalogue* catalogue,
                   DisclosureRules rules = {})
      : store_(store), frozen_(frozen), catalogue_(catalogue), rules_(rules) {}

  const DisclosureRules& rules() const { return rules_; }

  // WAVE_NOT_FOUND, WAVE_NOT_CLOSED, INSTRUMENT_NOT_FOUND (its content file is gone).
  absl::StatusOr<std::shared_ptr<const WaveResults>> Get(const WaveName& name);

 private:
  absl::StatusOr<std::shared_ptr<const WaveResults>> Compute(const Wave& wave);
  absl::StatusOr<std::vector<SiteAnswers>> Count(const WaveResults& results);
  // By site of a wave whose answers are final; counted once for all waves after it.
  using TurnoutsOfWave = std::shared_ptr<const std::vector<Turnouts>>;
  struct KnownTurnouts {
    int64_t wave_key;
    int64_t evidence_revision;
    TurnoutsOfWave turnouts;
  };
  absl::StatusOr<TurnoutsOfWave> TurnoutsIn(const Wave& wave, const FrozenWave& frozen);
  absl::StatusOr<std::vector<Turnouts>> CountTurnouts(const Wave& wave,
                                                      const FrozenWave& frozen) const;
  absl::Status CountEarlier(const WaveResults& results, std::vector<SiteAnswers>& answers);

  Store* const store_;
  FrozenWaves* const frozen_;
  const Catalogue* const catalogue_;
  const DisclosureRules rules_;
  absl::Mutex mutex_;
  std::list<std::shared_ptr<const WaveResults>> recent_ ABSL_GUARDED_BY(mutex_);
  std::list<KnownTurnouts> turnouts_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace pcsp::assessments

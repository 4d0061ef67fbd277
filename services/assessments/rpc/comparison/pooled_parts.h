// Staff groups over all sites of a group, as far as GetGroupResults shows their means.
#pragma once

#include <array>
#include <vector>

#include "services/assessments/domain/comparison/pooled_groups.h"
#include "services/assessments/domain/comparison/result_sentences.h"
#include "services/assessments/rpc/comparison/outgoing.h"
#include "services/assessments/rpc/comparison/wave_details.h"
#include "services/assessments/rpc/disclosure/site_group.h"
#include "services/assessments/rpc/results/wave_results.h"

namespace pcsp::assessments {

// What it is made from must outlive it.
class GroupParts {
 public:
  GroupParts(const WaveResults& results, Level level, const Population& population,
             const WaveDetails& details);

  // Why parts of `resolution` are not told apart on a construct. Where a finer one is shown, they
  // are.
  Hidden WhyNot(Construct construct, int resolution) const;
  // Whether both parts are shown on any construct at that resolution.
  bool Tells(Part a, Part b, int resolution) const;

  // Whether it may be shown or not.
  PooledMean MeanOf(Construct construct, Part part) const;
  Outgoing PeopleOf(const PooledMean& mean) const;
  const Estimate& AllOf(Construct construct) const {
    return figures_.constructs[static_cast<int>(construct)].how_site_works;
  }
  const PooledSpread& SpreadOf(Construct construct) const {
    return spreads_[static_cast<int>(construct)];
  }
  const SiteFigures& figures() const { return figures_; }
  const GroupSize& size() const { return size_; }

 private:
  const Population& population_;
  const SiteFigures figures_;
  const GroupSize size_;
  std::array<PooledSpread, kConstructs> spreads_;
};

}  // namespace pcsp::assessments

// What has been released stays released: a group that somebody puts together must not tell apart
// too few people from all that was shown before, nor a wave from the waves before it.
#pragma once

#include <array>
#include <vector>

#include "absl/types/span.h"
#include "services/assessments/domain/disclosure/hierarchy.h"
#include "services/assessments/domain/disclosure/knowledge.h"
#include "services/assessments/domain/disclosure/quantity.h"
#include "services/assessments/domain/disclosure/residual.h"
#include "services/assessments/domain/disclosure/rules.h"

namespace pcsp::assessments {

// The sets of sites that can be told apart by all that is released at one resolution: every union,
// difference and intersection of released populations is a union of these. What is pointed to must
// outlive it.
class ReleasedSets {
 public:
  ReleasedSets(const Hierarchy* tree, const Quantity* quantity, const Knowledge* knowledge,
               const Decisions* decisions, int resolution, DisclosureRules rules);

  // True if every set that `sites` (nodes) would split off is covered (residual.h), and so is what
  // would be left of the set that it was split from.
  bool MayAdd(absl::Span<const int> sites) const;
  void Add(absl::Span<const int> sites);

 private:
  std::vector<bool> Members(absl::Span<const int> sites) const;

  const Hierarchy& tree_;
  const Quantity& quantity_;
  const Knowledge& knowledge_;
  const Decisions& decisions_;
  const int resolution_;
  const DisclosureRules rules_;
  std::vector<int> set_;  // by node of a site; kInNone: in nothing that is released
  int next_;
};

// Groups of sites that are released one after the other, for one quantity.
class GroupReleases {
 public:
  // All must outlive it.
  GroupReleases(const Hierarchy* tree, const Quantity* quantity, const Knowledge* knowledge,
                const Decisions* decisions, const DisclosureRules& rules);

  // Whether `sites` may be shown, by resolution; `within` as in Decide(). What may be is taken for
  // released.
  using Verdict = std::array<Hidden, kResolutions>;
  Verdict Release(absl::Span<const int> sites, const Verdict* within = nullptr);

 private:
  Hidden Primary(absl::Span<const int> sites, int resolution) const;

  const Quantity& quantity_;
  const DisclosureRules rules_;
  std::vector<ReleasedSets> sets_;  // by resolution
};

Tallies TalliesOfSites(const Quantity& quantity, absl::Span<const int> sites);

// True if the answers of `after` people beside those of `before` people, at the same place in an
// earlier wave, tell of no fewer than `least` people: as many as before, or so many more or fewer.
// 8 times the mean of 8 people less 7 times that of 7 is what the one who joined has said.
bool ChangeIsCovered(int64_t before, int64_t after, int least);

}  // namespace pcsp::assessments

// Disclosure control over everything that one level of a wave says: who answered, each construct,
// each item. Every way out of the service asks here.
#pragma once

#include <array>
#include <vector>

#include "absl/types/span.h"
#include "services/assessments/domain/disclosure/engine.h"
#include "services/assessments/domain/disclosure/exact.h"
#include "services/assessments/domain/disclosure/hierarchy.h"
#include "services/assessments/domain/disclosure/movement.h"
#include "services/assessments/domain/disclosure/overlap.h"
#include "services/assessments/domain/disclosure/policy.h"
#include "services/assessments/domain/disclosure/quantity.h"
#include "services/assessments/domain/instrument.h"
#include "services/assessments/domain/scoring/site_statistics.h"

namespace pcsp::assessments {

// Why things about one population are hidden.
struct GroupVerdict {
  GroupReleases::Verdict respondents{};
  std::array<GroupReleases::Verdict, kConstructs> constructs{};
  std::vector<Hidden> items;
};

// Immutable, thread-safe.
class WaveDisclosure {
 public:
  // `answers` is by site number - 1, over all levels; only `instrument`'s level is looked at.
  // `instrument` may go away.
  WaveDisclosure(const Instrument& instrument, absl::Span<const WaveSite> sites,
                 absl::Span<const SiteAnswers> answers, const PrivacyPolicy& policy,
                 const DisclosureRules& rules);

  const Hierarchy& tree() const { return tree_; }
  const PrivacyPolicy& policy() const { return policy_; }
  const DisclosureRules& rules() const { return rules_; }
  int NodeOf(const WaveSite& site) const { return node_of_site_[site.number - 1]; }

  // May this be shown? `node` is a site or a group of the hierarchy.
  Hidden Respondents(int node) const { return respondents_.decisions.Why(node, kWholeTeam); }
  Hidden OfConstruct(int node, Construct construct, int resolution = kWholeTeam) const;
  Hidden OfItem(int node, int item) const;
  // May the answers to an item count in what is said of others? From the minimum group size on.
  Hidden OfEvidence(int node, int item) const;
  // May it be told which way the answers to an item point (tendency.h), where their counts are
  // hidden? Not where the reason says that all gave the best answer or all the worst.
  bool MayTellTendency(int node, int item) const;
  // How a count of people of a node or of a group is given away, at the whole team or at a finer
  // resolution.
  Band Count(int node, int64_t people, int resolution = kWholeTeam) const;
  Band CountOf(absl::Span<const int> nodes, int64_t people, int resolution = kWholeTeam) const;
  // True unless exact figures of any of these nodes, or of parts of their teams, would tell too
  // much beside earlier waves.
  bool IsCovered(absl::Span<const int> nodes, int resolution = kWholeTeam) const;
  // False of a group if its exact figures, beside those of sites, would give away what a small team
  // is told to be roughly (exact.h).
  bool IsExact(absl::Span<const int> nodes, int resolution = kWholeTeam) const;
  // A site that is told of by rough means alone (told.h).
  bool IsRough(int node) const { return rules_.rounding && !IsCovered({node}); }

  const Quantity& construct(Construct c) const { return constructs_[static_cast<int>(c)].quantity; }
  const Decisions& decisions(Construct c) const {
    return constructs_[static_cast<int>(c)].decisions;
  }

  // What the last of `groups` (nodes of sites each) may show when they are released in this order,
  // after the steering groups that straddle whole systems.
  GroupVerdict Release(absl::Span<const std::vector<int>> groups) const;
  // The same for the steering group `index` of tree().straddling.
  GroupVerdict VerdictOfStraddling(int index) const;
  // What the hierarchy's node shows, in the same form.
  GroupVerdict VerdictOf(int node) const;

 private:
  struct Decided {
    Quantity quantity;
    Decisions decisions;
  };

  void CountRespondents(absl::Span<const SiteAnswers> answers);
  void CountConstruct(const StatisticsPlan& plan, Construct construct,
                      absl::Span<const SiteAnswers> answers);
  void CountItem(const Instrument& instrument, const StatisticsPlan& plan, int item,
                 absl::Span<const SiteStatistics> totals);
  void FindExact();
  bool IsBand(int site, int resolution) const;
  Hidden OfAnswersTogether(absl::Span<const int> sites) const;
  Hidden OfAnswersOfGroup(int node) const;
  GroupVerdict VerdictOfLast(const std::vector<std::vector<int>>& groups) const;
  Decided DecideOn(Quantity quantity, const Decisions* within, const DisclosureRules& rules) const;

  const PrivacyPolicy policy_;
  const DisclosureRules rules_;
  const Hierarchy tree_;
  std::vector<int> node_of_site_;  // by site number - 1; -1: another level
  Movement movement_;
  ExactPlaces exact_;  // whatever is counted
  Decided respondents_;
  std::array<Decided, kConstructs> constructs_;
  std::vector<Decided> items_;
  std::vector<Decisions> evidence_;
};

}  // namespace pcsp::assessments

#include "services/assessments/domain/disclosure/wave_disclosure.h"

#include <algorithm>
#include <numeric>
#include <utility>

namespace pcsp::assessments {
namespace {

// An answer that only one person gave.
bool HasLoneAnswer(absl::Span<const int32_t> counts) {
  return std::find(counts.begin() + 1, counts.end(), 1) != counts.end();
}

}  // namespace

WaveDisclosure::WaveDisclosure(const Instrument& instrument, absl::Span<const WaveSite> sites,
                               absl::Span<const SiteAnswers> answers, const PrivacyPolicy& policy,
                               const DisclosureRules& rules)
    : policy_(policy),
      rules_(rules),
      tree_(MakeHierarchy(sites, instrument.level)),
      node_of_site_(sites.size(), -1) {
  for (size_t i = 0; i < tree_.nodes.size(); ++i) {
    if (tree_.nodes[i].site > 0) node_of_site_[tree_.nodes[i].site - 1] = static_cast<int>(i);
  }
  movement_ = MovementOf(tree_, answers, policy_.min_group_size);
  CountRespondents(answers);
  const StatisticsPlan plan(instrument);
  for (int c = 0; c < kConstructs; ++c) CountConstruct(plan, static_cast<Construct>(c), answers);
  FindExact();
  std::vector<SiteStatistics> totals(answers.size());
  for (size_t i = 0; i < answers.size(); ++i) {
    if (node_of_site_[i] >= 0) totals[i] = answers[i].Total();
  }
  for (size_t i = 0; i < instrument.items.size(); ++i) {
    CountItem(instrument, plan, static_cast<int>(i), totals);
  }
}

WaveDisclosure::Decided WaveDisclosure::DecideOn(Quantity quantity, const Decisions* within,
                                                 const DisclosureRules& rules) const {
  AddUp(tree_, quantity);
  Decided decided{std::move(quantity), {}};
  const Quantity& all =
      respondents_.quantity.nodes.empty() ? decided.quantity : respondents_.quantity;
  decided.decisions = Decide(tree_, decided.quantity, all, policy_, rules, within);
  return decided;
}

void WaveDisclosure::CountRespondents(absl::Span<const SiteAnswers> answers) {
  Quantity quantity{.nodes = std::vector<Tallies>(tree_.nodes.size()),
                    .threshold = policy_.min_group_size};
  for (size_t i = 0; i < tree_.nodes.size(); ++i) {
    if (!tree_.IsSite(static_cast<int>(i))) continue;
    const SiteAnswers& site = answers[tree_.nodes[i].site - 1];
    for (int g = 0; g < kStaffGroups; ++g) {
      quantity.nodes[i][g].people = site.groups[g].respondents;
    }
  }
  respondents_ = DecideOn(std::move(quantity), nullptr, rules_);
}

void WaveDisclosure::CountConstruct(const StatisticsPlan& plan, Construct construct,
                                    absl::Span<const SiteAnswers> answers) {
  const auto c = static_cast<size_t>(construct);
  Quantity quantity{.nodes = std::vector<Tallies>(tree_.nodes.size()),
                    .top = plan.unit(construct) * (plan.steps(construct) - 1),
                    .threshold = policy_.min_group_size};
  for (size_t i = 0; i < tree_.nodes.size(); ++i) {
    if (!tree_.IsSite(static_cast<int>(i))) continue;
    const SiteAnswers& site = answers[tree_.nodes[i].site - 1];
    for (int g = 0; g < kStaffGroups; ++g) {
      const ConstructSums& sums = site.groups[g].constructs[c];
      quantity.nodes[i][g] = {.people = sums.people, .sum = sums.sum};
    }
  }
  constructs_[c] = DecideOn(std::move(quantity), &respondents_.decisions, rules_);
}

void WaveDisclosure::CountItem(const Instrument& instrument, const StatisticsPlan& plan, int item,
                               absl::Span<const SiteStatistics> totals) {
  const Item& asked = instrument.items[item];
  const int steps = instrument.ScaleOf(asked).steps();
  Quantity quantity{.nodes = std::vector<Tallies>(tree_.nodes.size()),
                    .top = steps - 1,
                    .threshold = policy_.min_group_size,
                    .finest = kWholeTeam};
  std::vector<Hidden> forced(tree_.nodes.size(), Hidden::kShown);
  std::vector<Hidden> with_construct = forced;
  for (size_t i = 0; i < tree_.nodes.size(); ++i) {
    const Node& node = tree_.nodes[i];
    if (node.site == 0) {
      forced[i] = OfAnswersOfGroup(static_cast<int>(i));
      continue;
    }
    const auto counts = plan.ItemCounts(totals[node.site - 1], item);
    if (counts.empty()) continue;
    Tally& tally = quantity.nodes[i][0];
    tally.people = std::accumulate(counts.begin() + 1, counts.end(), int64_t{0});
    for (int slot = 1; slot <= steps; ++slot) {
      tally.sum += int64_t{counts[slot]} * (ScoreOfSlot(instrument, asked, slot) - 1);
    }
    // "All the best or all the worst" of a construct and the way that one of its items points would
    // tell which of the two it is.
    if (asked.construct &&
        OfConstruct(static_cast<int>(i), *asked.construct) == Hidden::kUnanimity) {
      with_construct[i] = Hidden::kUnanimity;
    }
    const bool everybody =
        tally.people >= std::accumulate(node.roster.begin(), node.roster.end(), 0);
    if (rules_.full_response && everybody && node.roster != std::array<int, kStaffGroups>{} &&
        HasLoneAnswer(counts)) {
      forced[i] = Hidden::kFullResponse;
    } else if (!IsCovered({static_cast<int>(i)})) {
      forced[i] = Hidden::kOverlap;
    }
  }
  // A tendency is the same for a team of one mind and for one of two thirds.
  DisclosureRules softer = rules_;
  softer.unanimity = false;
  quantity.forced = std::move(with_construct);
  evidence_.push_back(DecideOn(quantity, &respondents_.decisions, softer).decisions);
  quantity.threshold = policy_.min_distribution_size;
  quantity.forced = std::move(forced);
  items_.push_back(DecideOn(std::move(quantity), &evidence_.back(), rules_));
}

void WaveDisclosure::FindExact() {
  const std::array<bool, kResolutions> all = {true, true, true};
  exact_ = {Places(tree_.nodes.size(), all), std::vector<bool>(tree_.nodes.size())};
  Places rough(tree_.nodes.size());
  for (size_t i = 0; i < rough.size(); ++i) {
    for (int r = 0; r < kResolutions; ++r) rough[i][r] = !IsCovered({static_cast<int>(i)}, r);
  }
  const auto narrow = [&](const Decided& decided) {
    const Knowledge knowledge(&tree_, &decided.quantity, &respondents_.quantity,
                              policy_.min_group_size);
    const ExactPlaces places =
        WhereExact(tree_, decided.quantity, knowledge, decided.decisions, policy_, rough);
    for (size_t i = 0; i < rough.size(); ++i) {
      for (int r = 0; r < kResolutions; ++r) {
        exact_.exact[i][r] = exact_.exact[i][r] && places.exact[i][r];
      }
      if (places.lone[i]) exact_.lone[i] = true;
    }
  };
  narrow(respondents_);
  for (const Decided& construct : constructs_) narrow(construct);
}

// Distributions are exact: what they count must not be told by them, nor what those said who came
// or went since an earlier wave.
Hidden WaveDisclosure::OfAnswersOfGroup(int node) const {
  if (rules_.overlap && movement_.too_few[node]) return Hidden::kOverlap;
  return rules_.rounding && exact_.lone[node] ? Hidden::kSecondary : Hidden::kShown;
}

// The same of sites put together. What is left when they are taken away from a group counts, too,
// so that any few are too few, and no distribution tells a number that is told as a band.
Hidden WaveDisclosure::OfAnswersTogether(absl::Span<const int> sites) const {
  if (!IsCovered(sites)) return Hidden::kOverlap;
  return IsExact(sites) ? Hidden::kShown : Hidden::kSecondary;
}

Hidden WaveDisclosure::OfConstruct(int node, Construct construct, int resolution) const {
  return decisions(construct).Why(node, resolution);
}

Hidden WaveDisclosure::OfItem(int node, int item) const {
  return items_[item].decisions.Why(node, kWholeTeam);
}

Hidden WaveDisclosure::OfEvidence(int node, int item) const {
  return evidence_[item].Why(node, kWholeTeam);
}

bool WaveDisclosure::MayTellTendency(int node, int item) const {
  const Hidden why = OfItem(node, item);
  return why != Hidden::kShown && why != Hidden::kUnanimity &&
         OfEvidence(node, item) == Hidden::kShown;
}

bool WaveDisclosure::IsCovered(absl::Span<const int> nodes, int resolution) const {
  if (!rules_.overlap) return true;
  const bool site = nodes.size() == 1 && tree_.IsSite(nodes[0]);
  return std::none_of(nodes.begin(), nodes.end(), [&](int node) {
    if (resolution != kWholeTeam && movement_.of_parts[node]) return true;
    return site ? movement_.of_site[node] : movement_.of_group[node];
  });
}

bool WaveDisclosure::IsBand(int site, int resolution) const {
  return !exact_.exact[site][resolution] && respondents_.decisions.Shown(site, resolution);
}

// Of a site by itself what it has is told; whether that is exact depends on how many gave it. Sites
// put together are exact if they are one by one, or if nobody is told as a band, who might be what
// is left of a group when they are taken away.
bool WaveDisclosure::IsExact(absl::Span<const int> nodes, int resolution) const {
  if (!rules_.rounding) return true;
  if (nodes.size() == 1) {
    const int node = nodes[0];
    return (tree_.IsSite(node) && resolution == kWholeTeam) || exact_.exact[node][resolution];
  }
  const auto is_exact = [&](int site) {
    return respondents_.quantity.People(site) == 0 ||
           (exact_.exact[site][resolution] && respondents_.decisions.Shown(site, resolution));
  };
  const auto has_band = [&](int site) {
    return IsBand(site, kWholeTeam) || IsBand(site, resolution);
  };
  return std::all_of(nodes.begin(), nodes.end(), is_exact) ||
         std::none_of(node_of_site_.begin(), node_of_site_.end(),
                      [&](int site) { return site >= 0 && has_band(site); });
}

Band WaveDisclosure::Count(int node, int64_t people, int resolution) const {
  if (!tree_.IsSite(node)) return CountOf({node}, people, resolution);
  const int count = static_cast<int>(people);
  if (!rules_.rounding) return {count, count};
  return CountShown(count, policy_, IsCovered({node}, resolution) && IsExact({node}, resolution));
}

// What a group of many counts exactly would count its sites exactly, by subtraction: in steps of
// the minimum group size unless all of them may be.
Band WaveDisclosure::CountOf(absl::Span<const int> nodes, int64_t people, int resolution) const {
  const int count = static_cast<int>(people);
  if (!rules_.rounding) return {count, count};
  if (count < policy_.min_distribution_size) return CountShown(count, policy_, true);
  if (IsCovered(nodes, resolution) && IsExact(nodes, resolution)) return {count, count};
  const int low = count - count % policy_.min_group_size;
  return {low, low + policy_.min_group_size - 1};
}

GroupVerdict WaveDisclosure::VerdictOf(int node) const {
  GroupVerdict verdict{.respondents = respondents_.decisions.why[node]};
  for (int c = 0; c < kConstructs; ++c) {
    verdict.constructs[c] = constructs_[c].decisions.why[node];
  }
  for (const Decided& item : items_) verdict.items.push_back(item.decisions.Why(node, kWholeTeam));
  return verdict;
}

GroupVerdict WaveDisclosure::Release(absl::Span<const std::vector<int>> groups) const {
  std::vector<std::vector<int>> all;
  for (const Hierarchy::Group& group : tree_.straddling) all.push_back(group.sites);
  all.insert(all.end(), groups.begin(), groups.end());
  return VerdictOfLast(all);
}

GroupVerdict WaveDisclosure::VerdictOfStraddling(int index) const {
  std::vector<std::vector<int>> groups;
  for (int i = 0; i <= index; ++i) groups.push_back(tree_.straddling[i].sites);
  return VerdictOfLast(groups);
}

GroupVerdict WaveDisclosure::VerdictOfLast(const std::vector<std::vector<int>>& groups) const {
  using Verdicts = std::vector<GroupReleases::Verdict>;
  const auto release = [&](const Decided& decided, const Verdicts* within) {
    const Knowledge knowledge(&tree_, &decided.quantity, &respondents_.quantity,
                              policy_.min_group_size);
    GroupReleases releases(&tree_, &decided.quantity, &knowledge, &decided.decisions, rules_);
    Verdicts verdicts;
    for (size_t i = 0; i < groups.size(); ++i) {
      verdicts.push_back(releases.Release(groups[i], within == nullptr ? nullptr : &(*within)[i]));
    }
    return verdicts;
  };
  const Verdicts respondents = release(respondents_, nullptr);
  GroupVerdict verdict{.respondents = respondents.back()};
  for (int c = 0; c < kConstructs; ++c) {
    verdict.constructs[c] = release(constructs_[c], &respondents).back();
  }
  const Hidden together = OfAnswersTogether(groups.back());
  for (const Decided& item : items_) {
    const Hidden why = release(item, &respondents).back()[kWholeTeam];
    verdict.items.push_back(why == Hidden::kShown ? together : why);
  }
  return verdict;
}

}  // namespace pcsp::assessments

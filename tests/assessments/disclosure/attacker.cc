#include "tests/assessments/disclosure/attacker.h"

#include <algorithm>
#include <random>

#include "absl/strings/str_cat.h"
#include "tests/assessments/disclosure/worlds/linear_span.h"

namespace pcsp::assessments::testing {
namespace {

using Vector = LinearSpan::Vector;  // a coefficient for each site and staff group

class Attack {
 public:
  explicit Attack(const Publication& publication)
      : p_(publication),
        knowledge_(&p_.tree, &p_.quantity, &p_.quantity, p_.policy.min_group_size) {
    for (size_t i = 0; i < p_.tree.nodes.size(); ++i) {
      if (p_.tree.nodes[i].site > 0) place_.push_back(static_cast<int>(i));
    }
    below_.resize(p_.tree.nodes.size());
    for (int site : place_) {
      for (int node = site; node >= 0; node = p_.tree.nodes[node].parent) {
        below_[node].push_back(site);
      }
    }
    ReadEverything();
  }

  std::string Run() {
    for (size_t i = 0; i < p_.tree.nodes.size(); ++i) {
      const int node = static_cast<int>(i);
      for (int groups = 1; groups < 32; ++groups) {
        const std::string found = Look(node, static_cast<Part>(groups));
        if (!found.empty()) return found;
      }
    }
    return Bound();
  }

 private:
  bool IsPublished(int node, int r, Part part) const {
    return p_.decisions.Shown(node, r) &&
           PartShown(p_.quantity.nodes[node], p_.quantity.threshold, part, p_.rules);
  }
  void ReadEverything() {
    for (size_t i = 0; i < p_.tree.nodes.size(); ++i) {
      const int node = static_cast<int>(i);
      for (int r = 0; r < kResolutions; ++r) {
        for (Part part : PartsOf(r)) {
          if (IsPublished(node, r, part)) span_.Add(VectorOf(node, part));
        }
      }
    }
  }
  Vector VectorOf(int node, Part part) const {
    Vector vector(place_.size() * kStaffGroups);
    for (size_t s = 0; s < place_.size(); ++s) {
      const auto& sites = below_[node];
      if (std::find(sites.begin(), sites.end(), place_[s]) == sites.end()) continue;
      for (int g = 0; g < kStaffGroups; ++g) vector[s * kStaffGroups + g] = part >> g & 1;
    }
    return vector;
  }
  // A population that can be worked out: too few people, people of one mind, or a cell that was
  // said to be hidden.
  std::string Look(int node, Part part) {
    const Tally tally = TallyOf(p_.quantity.nodes[node], part);
    if (tally.people == 0) return "";
    const bool small = tally.people < p_.quantity.threshold;
    const bool extreme =
        p_.quantity.top > 0 && (tally.sum == 0 || tally.sum == p_.quantity.top * tally.people);
    const bool hidden = IsHiddenCell(node, part);
    if (!small && !extreme && !hidden) return "";
    if (!span_.Contains(VectorOf(node, part))) return "";
    return absl::StrCat("node ", node, " part ", int{part}, " of ", tally.people, " people, sum ",
                        tally.sum,
                        small     ? ", is small"
                        : extreme ? ", is of one mind"
                                  : ", hidden");
  }
  bool IsHiddenCell(int node, Part part) const {
    for (int r = 0; r < kResolutions; ++r) {
      for (Part cell : PartsOf(r)) {
        if (cell == part) return !IsPublished(node, r, part);
      }
    }
    return false;
  }
  // Every row that is left over says that hidden sites have so many people together: with what
  // everybody knows of each, how many can each have?
  std::string Bound() {
    LinearSpan whole;
    for (size_t i = 0; i < p_.tree.nodes.size(); ++i) {
      const int node = static_cast<int>(i);
      if (p_.decisions.Shown(node, kWholeTeam)) whole.Add(WholeOf(node));
    }
    for (const auto& [at, row] : whole.rows()) {
      const std::string found = BoundRow(row);
      if (!found.empty()) return found;
    }
    return "";
  }
  Vector WholeOf(int node) const {
    Vector vector(place_.size());
    for (size_t s = 0; s < place_.size(); ++s) {
      const auto& sites = below_[node];
      vector[s] = std::find(sites.begin(), sites.end(), place_[s]) != sites.end();
    }
    return vector;
  }
  std::string BoundRow(const Vector& row) {
    int64_t people = 0, sum = 0, low = 0, high = 0, most = 0;
    std::vector<int> sites;
    for (size_t s = 0; s < row.size(); ++s) {
      if (row[s] == 0) continue;
      if (row[s] != 1) return "";  // not a sum: no bound is taken from it
      const int site = place_[s];
      sites.push_back(site);
      people += p_.quantity.People(site);
      sum += TallyOf(p_.quantity.nodes[site], 31).sum;
      low += RangeOf(site).low;
      high += RangeOf(site).high;
      most += p_.quantity.top * RangeOf(site).high;
    }
    if (sites.size() < 2) return "";
    for (int site : sites) {
      const int64_t n = p_.quantity.People(site);
      if (n == 0) continue;
      const Range own = RangeOf(site);
      const Range left = {std::max(own.low, people - (high - own.high)),
                          std::min(own.high, people - (low - own.low))};
      if (left.width() == 0 && own.width() > 0) {
        return absl::StrCat("node ", site, " can only have ", n, " people");
      }
      if (p_.quantity.top == 0) continue;
      const int64_t others = most - p_.quantity.top * own.high;
      const int64_t least_sum = std::max<int64_t>(0, sum - others);
      const int64_t most_sum = std::min(p_.quantity.top * left.high, sum);
      if (least_sum == most_sum) {
        return absl::StrCat("node ", site, " can only have said ", least_sum, " in all");
      }
    }
    return "";
  }
  Range RangeOf(int site) const {
    return knowledge_.People(site, kWholeTeam, 31, p_.decisions.Why(site, kWholeTeam));
  }

  const Publication& p_;
  const Knowledge knowledge_;
  std::vector<int> place_;               // nodes of sites, in the order of coefficients
  std::vector<std::vector<int>> below_;  // by node: sites
  LinearSpan span_;
};

}  // namespace

Publication RandomPublication(uint64_t seed, const DisclosureRules& rules) {
  std::mt19937_64 random(seed);
  const auto upto = [&](int most) { return static_cast<int>(random() % (most + 1)); };
  const int count = 2 + upto(4), groups = 1 + upto(2);
  std::vector<WaveSite> sites;
  for (int i = 0; i < count; ++i) {
    WaveSite site{.organisation = absl::StrCat("a", i), .number = i + 1};
    const int group = upto(groups);
    if (group > 0) site.steering_group = absl::StrCat("g", group);
    if (group > 1) site.whole_system = std::string("w");
    sites.push_back(site);
  }
  const int top = upto(3) == 0 ? 0 : 4;
  const int generous = upto(3);  // how large the staff groups are
  Publication p;
  std::vector<Tallies> answers(count);
  for (int i = 0; i < count; ++i) {
    const int mood = upto(5);
    for (int g = 0; g < kStaffGroups; ++g) {
      const int people = upto(2) == 0 ? 0 : upto(2 + 4 * generous);
      sites[i].headcount[g] = upto(2) == 0 ? people : people + upto(4);
      answers[i][g].people = people;
      for (int person = 0; person < people && top > 0; ++person) {
        answers[i][g].sum += mood == 0 ? 0 : mood == 1 ? top : upto(top);
      }
    }
  }
  p.tree = MakeHierarchy(sites, Level::kPractice);
  p.policy = {.min_group_size = 3 + upto(2), .min_distribution_size = 8, .min_free_text_size = 10};
  p.quantity = {.nodes = std::vector<Tallies>(p.tree.nodes.size()),
                .top = top,
                .threshold = p.policy.min_group_size};
  for (int i = 0; i < count; ++i) p.quantity.nodes[p.tree.OfSite(i + 1)] = answers[i];
  AddUp(p.tree, p.quantity);
  p.rules = rules;
  p.decisions = Decide(p.tree, p.quantity, p.quantity, p.policy, rules);
  return p;
}

std::string WhatLeaks(const Publication& publication) { return Attack(publication).Run(); }

}  // namespace pcsp::assessments::testing

#include "services/diagnosis/domain/programme/fragment.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <string>
#include <utility>

#include "absl/container/flat_hash_map.h"

namespace pcsp::diagnosis {
namespace {

// Issues that stand in one factor: a family, what an indicator depends on, or a table from below.
struct Factor {
  std::vector<int> issues;
  int indicator = -1;
  int received = -1;
};

std::vector<Factor> FactorsOf(const KnowledgeBase& kb, Level level,
                              const std::vector<Fragment>& below) {
  absl::flat_hash_map<std::string, int> by_id;
  for (size_t i = 0; i < kb.issues.size(); ++i) by_id[kb.issues[i].id] = static_cast<int>(i);
  std::vector<Factor> factors;
  for (size_t i = 0; i < kb.issues.size(); ++i) {
    if (kb.issues[i].level != level) continue;
    Factor& family = factors.emplace_back();
    family.issues = {static_cast<int>(i)};
    for (const Link& link : kb.issues[i].parents) family.issues.push_back(by_id.at(link.issue));
  }
  for (size_t j = 0; j < kb.indicators.size(); ++j) {
    if (kb.indicators[j].level != level) continue;
    Factor& shown = factors.emplace_back();
    shown.indicator = static_cast<int>(j);
    for (const Link& link : kb.indicators[j].links) shown.issues.push_back(by_id.at(link.issue));
  }
  for (size_t f = 0; f < below.size(); ++f) {
    factors.push_back({below[f].interface, -1, static_cast<int>(f)});
  }
  return factors;
}

// Which issues of the level hang together, as a forest of representatives.
class Joined {
 public:
  explicit Joined(size_t issues) : towards_(issues) {
    std::iota(towards_.begin(), towards_.end(), 0);
  }
  int Find(int issue) const {
    while (towards_[issue] != issue) issue = towards_[issue];
    return issue;
  }
  void Join(int a, int b) { towards_[Find(a)] = Find(b); }

 private:
  std::vector<int> towards_;
};

// The first issue of `level` in the factor; -1 when all are of levels above.
int OwnIssue(const KnowledgeBase& kb, Level level, const Factor& factor) {
  const auto own = std::find_if(factor.issues.begin(), factor.issues.end(),
                                [&](int i) { return kb.issues[i].level == level; });
  return own == factor.issues.end() ? -1 : *own;
}

// The factors of each fragment, in the order of their first factor.
std::vector<std::vector<Factor>> Group(const KnowledgeBase& kb, Level level,
                                       std::vector<Factor> factors) {
  Joined joined(kb.issues.size());
  for (const Factor& factor : factors) {
    const int first = OwnIssue(kb, level, factor);
    for (int i : factor.issues) {
      if (kb.issues[i].level == level) joined.Join(i, first);
    }
  }
  std::vector<std::vector<Factor>> groups;
  std::map<int, size_t> group_of;  // representative -> its place in `groups`
  for (Factor& factor : factors) {
    const int own = OwnIssue(kb, level, factor);
    size_t at = groups.size();
    if (own >= 0) at = group_of.try_emplace(joined.Find(own), at).first->second;
    if (at == groups.size()) groups.emplace_back();
    groups[at].push_back(std::move(factor));
  }
  return groups;
}

Fragment Assemble(const KnowledgeBase& kb, Level level, const std::vector<Factor>& factors) {
  Fragment fragment;
  std::vector<int>& issues = fragment.parts.issues;
  for (const Factor& f : factors) issues.insert(issues.end(), f.issues.begin(), f.issues.end());
  std::sort(issues.begin(), issues.end());
  issues.erase(std::unique(issues.begin(), issues.end()), issues.end());
  std::copy_if(issues.begin(), issues.end(), std::back_inserter(fragment.interface),
               [&](int i) { return kb.issues[i].level < level; });
  fragment.parts.given = fragment.interface;
  fragment.parts.together = {fragment.interface};
  for (const Factor& factor : factors) {
    if (factor.indicator >= 0) fragment.parts.indicators.push_back(factor.indicator);
    if (factor.received < 0) continue;
    fragment.received.push_back(
        {factor.received, static_cast<int>(fragment.parts.together.size())});
    fragment.parts.together.push_back(factor.issues);
  }
  return fragment;
}

}  // namespace

std::vector<Fragment> CutLevel(const KnowledgeBase& kb, Level level,
                               const std::vector<Fragment>& below) {
  std::vector<Fragment> fragments;
  for (const auto& factors : Group(kb, level, FactorsOf(kb, level, below))) {
    Fragment fragment = Assemble(kb, level, factors);
    if (!fragment.interface.empty()) fragments.push_back(std::move(fragment));
  }
  return fragments;
}

}  // namespace pcsp::diagnosis

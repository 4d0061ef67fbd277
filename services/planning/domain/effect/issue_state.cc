#include "services/planning/domain/effect/issue_state.h"

#include <algorithm>

namespace pcsp::planning {
namespace {

RowPattern PatternOf(const Outcome& outcome) {
  RowPattern pattern{outcome.round, 0, outcome.adopted};
  std::sort(pattern.adopted.begin(), pattern.adopted.end());
  const auto values = outcome.context.Values();
  for (size_t i = 0; i < values.size(); ++i) {
    if (values[i]) pattern.known |= 1U << i;
  }
  return pattern;
}

Terms TermsOf(const Outcome& outcome) {
  Terms z{1, outcome.pre};
  const auto values = outcome.context.Values();
  for (size_t i = 0; i < values.size(); ++i) z[i + 2] = values[i].value_or(0);
  return z;
}

template <typename Key>
void Count(std::map<Key, int64_t>& counts, const Key& key, int64_t more) {
  const auto at = counts.try_emplace(key, 0).first;
  if ((at->second += more) == 0) counts.erase(at);
}

bool Contains(const std::vector<Treatment>& adopted, const Treatment& treatment) {
  return std::binary_search(adopted.begin(), adopted.end(), treatment);
}

}  // namespace

void Tally::Apply(const Outcome& outcome, int sign) {
  Count(at, {outcome.site, outcome.round}, sign);
  const Story story = StoryOf(outcome);
  (story == Story::kHelped ? helped : story == Story::kUnclear ? unclear : persisted) += sign;
  if (!outcome.fidelity_pre || !outcome.fidelity_post) return;
  const double change = *outcome.fidelity_post - *outcome.fidelity_pre;
  fidelity_rows += sign;
  fidelity_change.Add(sign * change);
  fidelity_change_squared.Add(sign * change * change);
}

void Tally::Merge(const Tally& other) {
  for (const auto& [where, count] : other.at) Count(at, where, count);
  helped += other.helped;
  unclear += other.unclear;
  persisted += other.persisted;
  fidelity_rows += other.fidelity_rows;
  fidelity_change.Merge(other.fidelity_change);
  fidelity_change_squared.Merge(other.fidelity_change_squared);
}

int64_t Tally::sites() const {
  int64_t sites = 0;
  const std::string* last = nullptr;
  for (const auto& [where, count] : at) {
    if (last == nullptr || *last != where.first) ++sites;
    last = &where.first;
  }
  return sites;
}

void IssueState::Apply(const Outcome& outcome, int sign) {
  if (!Counts(outcome)) return;
  const auto cell = cells_.try_emplace(PatternOf(outcome)).first;
  const double weight = WeightOf(outcome);
  const Terms z = TermsOf(outcome);
  sign > 0 ? cell->second.Add(weight, z, outcome.post)
           : cell->second.Remove(weight, z, outcome.post);
  if (cell->second.zero()) cells_.erase(cell);
  if (outcome.adopted.empty()) untreated_.Apply(outcome, sign);
  for (const Treatment& treatment : outcome.adopted) {
    const auto at = tried_.try_emplace(treatment).first;
    at->second.Apply(outcome, sign);
    if (at->second == Tally()) tried_.erase(at);
  }
}

void IssueState::Merge(const IssueState& other) {
  for (const auto& [pattern, moments] : other.cells_) {
    const auto cell = cells_.try_emplace(pattern).first;
    cell->second.Merge(moments);
    if (cell->second.zero()) cells_.erase(cell);
  }
  for (const auto& [treatment, tally] : other.tried_) {
    const auto at = tried_.try_emplace(treatment).first;
    at->second.Merge(tally);
    if (at->second == Tally()) tried_.erase(at);
  }
  untreated_.Merge(other.untreated_);
}

int64_t IssueState::rows() const {
  int64_t rows = 0;
  for (const auto& [pattern, moments] : cells_) rows += moments.rows();
  return rows;
}

int64_t IssueState::Together(const Treatment& a, const Treatment& b) const {
  int64_t rows = 0;
  for (const auto& [pattern, moments] : cells_) {
    if (Contains(pattern.adopted, a) && Contains(pattern.adopted, b)) rows += moments.rows();
  }
  return rows;
}

}  // namespace pcsp::planning

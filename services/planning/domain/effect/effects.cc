#include "services/planning/domain/effect/effects.h"

namespace pcsp::planning {

void OutcomeSums::Add(const Outcome& outcome) {
  issues_[outcome.issue].Add(outcome);
  Tidy(outcome.issue);
}

void OutcomeSums::Remove(const Outcome& outcome) {
  issues_[outcome.issue].Remove(outcome);
  Tidy(outcome.issue);
}

void OutcomeSums::Merge(const OutcomeSums& other) {
  for (const auto& [issue, state] : other.issues_) {
    issues_[issue].Merge(state);
    Tidy(issue);
  }
}

void OutcomeSums::Tidy(const std::string& issue) {
  const auto at = issues_.find(issue);
  if (at->second == IssueState()) issues_.erase(at);
}

Effects::Effects(const OutcomeSums& sums, const ContextScale& scale, const PriorMeans& means) {
  for (const auto& [issue, state] : sums.issues()) {
    if (state.rows() > 0) issues_.try_emplace(issue, state, scale, means);
  }
}

const IssueEffects* Effects::Find(absl::string_view issue) const {
  const auto at = issues_.find(issue);
  return at == issues_.end() ? nullptr : &at->second;
}

}  // namespace pcsp::planning

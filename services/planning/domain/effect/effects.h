// The outcomes of a programme by issue, and what they say about solutions.
#pragma once

#include <functional>
#include <map>
#include <string>

#include "absl/strings/string_view.h"
#include "services/planning/domain/effect/issue_effects.h"

namespace pcsp::planning {

// Sums that add up (IssueState), by issue: what is kept, replayed and merged.
class OutcomeSums {
 public:
  // As IssueState's; an issue left without any row is forgotten.
  void Add(const Outcome& outcome);
  void Remove(const Outcome& outcome);
  void Merge(const OutcomeSums& other);

  const std::map<std::string, IssueState>& issues() const { return issues_; }
  bool operator==(const OutcomeSums&) const = default;

 private:
  void Tidy(const std::string& issue);

  std::map<std::string, IssueState> issues_;
};

// What follows from the sums: estimated once for each state of them, then asked for every site.
// Immutable, and so thread-safe.
class Effects {
 public:
  Effects() = default;  // nothing was ever measured
  Effects(const OutcomeSums& sums, const ContextScale& scale, const PriorMeans& means);

  // Null when no outcome of the issue was measured.
  const IssueEffects* Find(absl::string_view issue) const;
  const std::map<std::string, IssueEffects, std::less<>>& issues() const { return issues_; }

 private:
  std::map<std::string, IssueEffects, std::less<>> issues_;
};

}  // namespace pcsp::planning

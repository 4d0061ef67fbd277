// The same evidence read by two versions of a knowledge base, side by side: what a new version
// would say of past sites, before it is in force.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "services/diagnosis/domain/comparison/changes.h"
#include "services/diagnosis/domain/diagnosis.h"

namespace pcsp::diagnosis {

// What one version says of one issue.
struct Reading {
  double probability = 0;
  double decibans = 0;
  Band band = Band::kInsufficientData;
};

// How far one change alone moves a finding: the older version with nothing else changed.
struct Mover {
  std::string owner;  // `indicators[pr_mentor]`; its changes are those of that owner
  double decibans = 0;
};

struct IssueDifference {
  std::string issue;
  std::string title;
  std::optional<Reading> before;  // nothing: the older version does not know the issue
  std::optional<Reading> after;   // nothing: the newer version does not know it
  std::vector<Mover> movers;      // the strongest first, at most kMostMovers
  double together_decibans = 0;   // what the changes do beyond what each does alone

  bool band_changed() const { return !before || !after || before->band != after->band; }
};
inline constexpr size_t kMostMovers = 3;

// How one site would read differently.
struct SiteDifference {
  std::vector<IssueDifference> issues;  // those whose band changes first, then by decibans moved
  std::vector<std::string> left_out;    // evidence that one of the versions cannot read
  int small_moves = 0;                  // issues that move, and not by enough to be told
};

// Thread-safe.
class KnowledgeBaseComparison {
 public:
  // INVALID_KNOWLEDGE_BASE where one of them has not passed its check.
  static absl::StatusOr<KnowledgeBaseComparison> Make(KnowledgeBase before, KnowledgeBase after);

  const std::vector<Change>& changes() const { return changes_; }

  // The issues of the subject's level whose probability moves by 0.05 or more, or whose band
  // changes; others that move by 0.005 or more are counted. Evidence that only one of the versions
  // knows is left out of what the other reads, and named. INVALID_FIELDS where neither can read it,
  // IMPOSSIBLE_EVIDENCE.
  absl::StatusOr<SiteDifference> Compare(const Evidence& evidence) const;

 private:
  // The older version with the changes of one owner.
  struct Step {
    std::string owner;
    Model model;
  };

  KnowledgeBaseComparison(Model before, Model after)
      : before_(std::move(before)), after_(std::move(after)) {}
  void PrepareSteps();
  void AddMovers(const Evidence& evidence, std::vector<IssueDifference>* issues) const;

  Model before_, after_;
  std::vector<Change> changes_;
  std::vector<Step> steps_;
};

}  // namespace pcsp::diagnosis

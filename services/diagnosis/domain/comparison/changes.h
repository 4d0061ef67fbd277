// In what two versions of a knowledge base differ.
#pragma once

#include <string>
#include <vector>

#include "services/diagnosis/domain/knowledge/knowledge_base.h"

namespace pcsp::diagnosis {

enum class ChangeKind { kAdded, kRemoved, kChanged };

// One value. An issue, indicator, success factor or link that came or went is one change.
struct Change {
  ChangeKind kind = ChangeKind::kChanged;
  std::string field;   // `indicators[pr_mentor].links[ca-time].strength`: all by id
  std::string before;  // as text; empty for what was added
  std::string after;   // empty for what was removed
  bool operator==(const Change&) const = default;
};

// What the version, by name alone, says is no change. By list (issues, indicators, success
// factors), in the order of `after`; what was removed last.
std::vector<Change> ChangesBetween(const KnowledgeBase& before, const KnowledgeBase& after);

// The issue or indicator that a field belongs to: `indicators[pr_mentor]`.
std::string OwnerOf(const Change& change);

}  // namespace pcsp::diagnosis

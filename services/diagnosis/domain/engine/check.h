// The authoring rules of methods.md 2.2, and what a knowledge base costs to run.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "common/base/error.h"
#include "services/diagnosis/domain/knowledge/knowledge_base.h"

namespace pcsp::diagnosis {

// The network that diagnoses `level`: its own issues and those of all levels above.
struct NetworkCost {
  Level level = Level::kPractice;
  int issues = 0;
  std::vector<int> clique_sizes;  // issues in each clique, largest first
  int64_t cost = 0;               // sum of 2^size
};

struct KnowledgeBaseReport {
  std::vector<Violation> warnings;  // bad style that does not make it unusable
  std::vector<NetworkCost> networks;
};

// INVALID_ARGUMENT, INVALID_KNOWLEDGE_BASE with every violation. Fields are named by id, as in
// `indicators[pr_purpose].links[1]`. Safe on any values.
absl::StatusOr<KnowledgeBaseReport> CheckKnowledgeBase(const KnowledgeBase& kb);

}  // namespace pcsp::diagnosis

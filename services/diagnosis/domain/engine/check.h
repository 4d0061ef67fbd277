// Whether a knowledge base may be used, and what it costs to run (methods.md 2.2).
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "common/base/error.h"
#include "common/text/yaml.h"
#include "services/diagnosis/domain/knowledge/knowledge_base.h"

namespace pcsp::diagnosis {

// The network that diagnoses `level`: its own issues and those of all levels above.
struct NetworkCost {
  Level level = Level::kPractice;
  int issues = 0;
  std::vector<int> clique_sizes;    // issues in each clique, largest first
  std::vector<std::string> widest;  // ids of the issues of the largest clique
  int64_t cost = 0;                 // sum of 2^size
};

struct KnowledgeBaseReport {
  std::vector<Violation> warnings;  // bad style that does not make it unusable
  std::vector<NetworkCost> networks;
};

// INVALID_ARGUMENT, INVALID_KNOWLEDGE_BASE with every violation: of the values (knowledge/rules)
// and of the cost limit. Fields are named by id, as in `indicators[pr_purpose].links[1]`; with
// `written`, the file that it was read from, each says where it stands: `file.yaml:12:3`. Safe on
// any values.
absl::StatusOr<KnowledgeBaseReport> CheckKnowledgeBase(const KnowledgeBase& kb,
                                                       const text::Document* written = nullptr);

// Whether what was published may be used: as above, but for how it is written (links without
// grounds, too many links), which is asked when a file is read and may once have been asked less.
absl::Status CheckForUse(const KnowledgeBase& kb);

// The same as CheckKnowledgeBase() for a trial: what is only asked of authors are warnings.
absl::StatusOr<KnowledgeBaseReport> CheckForTrial(const KnowledgeBase& kb);

// Of the catalogue of solutions.
using SolutionIds = std::set<std::string>;

// The ids in a catalogue as a content file; nothing else of it is looked at.
SolutionIds ReadSolutionIds(text::Document catalogue);

struct CheckedKnowledgeBase {
  KnowledgeBase kb;
  KnowledgeBaseReport report;
};

// Reads and checks a file. INVALID_KNOWLEDGE_BASE with the faults of form and all others at once.
// With `solutions`, issues may name no others.
absl::StatusOr<CheckedKnowledgeBase> CheckKnowledgeBaseFile(text::Document document,
                                                            const SolutionIds* solutions = nullptr);

// All that can be said of a file, faults and all.
struct Inspection {
  CheckedKnowledgeBase checked;  // networks as far as links lead somewhere
  Violations violations;         // empty: fit for its purpose
};
Inspection InspectKnowledgeBaseFile(text::Document document, Purpose purpose,
                                    const SolutionIds* solutions = nullptr);

}  // namespace pcsp::diagnosis

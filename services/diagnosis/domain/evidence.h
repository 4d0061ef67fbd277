// What is known of a site and of the levels above it, and the same resolved against a model.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "common/text/yaml.h"
#include "services/diagnosis/domain/engine/model.h"

namespace pcsp::diagnosis {

struct ItemEvidence {
  std::string item;
  std::vector<std::pair<std::string, int64_t>> answers;  // category -> how many people
  bool withheld = false;  // there are answers and the caller may not see them; answers is empty
  // The answers are given, but disclosure control hides them from those who read the diagnosis:
  // they may move its probabilities, and nothing else.
  bool hidden = false;
};

struct FactEvidence {
  std::string fact;
  std::string category;
};

struct LevelEvidence {
  std::optional<Level> level;  // not given: a violation
  std::string organisation;
  std::vector<ItemEvidence> items;
  std::vector<FactEvidence> facts;
};

struct Evidence {
  std::optional<Level> subject;  // not given: a violation
  std::vector<LevelEvidence> levels;
};

// The most people that one answer may count.
inline constexpr int64_t kMostPeople = 1'000'000;

// One piece of evidence: the answers to one indicator.
struct Observation {
  int indicator = 0;
  std::vector<int64_t> counts;  // one for each category
  int64_t answers = 0;          // their sum, above 0
};

struct Observations {
  Level subject = Level::kPractice;
  std::vector<Observation> pieces;  // in the order of the knowledge base
  std::vector<Observation> hidden;  // those that only probabilities may rest on
  std::vector<int> withheld;        // indicators whose answers the caller may not see
};

// INVALID_ARGUMENT, INVALID_FIELDS with every violation; fields as in `subject_level`,
// `levels[1].items[3].item`.
// Items without answers and withheld ones leave no piece, so they change nothing.
absl::StatusOr<Observations> ResolveEvidence(const Model& model, const Evidence& evidence);

// Reads evidence from a file:
//   subject_level: practice
//   levels:
//     - level: practice
//       organisation: programmes/p/organisations/a81001      # optional
//       items: { pr_purpose: { "1": 2, "4": 5, nr_role: 1 } }
//       facts: { fact_pr_counted: documents }
// INVALID_CONTENT with every fault of form.
absl::StatusOr<Evidence> ReadEvidence(text::Document document);

}  // namespace pcsp::diagnosis

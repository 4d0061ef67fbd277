// A knowledge base made ready for diagnosing: checked, compiled, and with what never changes
// worked out beforehand.
#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "services/diagnosis/domain/engine/halves.h"
#include "services/diagnosis/domain/engine/likelihood.h"
#include "services/diagnosis/domain/engine/network.h"
#include "services/diagnosis/domain/knowledge/knowledge_base.h"

namespace pcsp::diagnosis {

struct NoteModel;
struct ProgrammeModel;

// What diagnosing one level needs.
struct LevelModel {
  Network network;
  std::vector<int> subjects;  // variables of the level's own issues
  // The joints of every subject with the scopes of the level's own indicators and issues before
  // any evidence, at Scope::offset, in the order of `subjects`.
  std::vector<std::vector<Pair>> before_evidence;
  std::vector<int> indicators;       // indexes of the level's own indicators
  std::vector<int> success_factors;  // indexes of the level's own success factors

  // {P(issue = 1), P(issue = 0)} of a subject before any evidence.
  std::pair<double, double> PriorOdds(size_t subject) const;
};

// Immutable and thread-safe once made.
struct Model {
  KnowledgeBase kb;
  std::string hash;                           // FingerprintOf(kb), its note indicators included
  std::string content_hash;                   // of the knowledge base as it was written
  std::vector<CompiledIndicator> indicators;  // in the order of kb.indicators
  std::vector<std::vector<int>> blockers;     // of each success factor, indexes of issues
  std::vector<LevelModel> levels;             // by Level
  absl::flat_hash_map<std::string, int> indicator_by_id;
  std::shared_ptr<const NoteModel>
      notes;  // how notes are read (domain/notes.h); null: they are not
  // How sites hear each other (domain/programme/programme_model.h); null: they do not.
  std::shared_ptr<const ProgrammeModel> programme;

  const LevelModel& at(Level level) const { return levels[static_cast<int>(level)]; }
  // The index of a category of an indicator; -1 when it has none such.
  int CategoryOf(int indicator, absl::string_view code) const;
};

// INVALID_ARGUMENT, INVALID_KNOWLEDGE_BASE with every violation of CheckForUse().
absl::StatusOr<Model> CompileModel(KnowledgeBase kb);

// The same without the check: for a knowledge base that has passed it.
Model CompileCheckedModel(KnowledgeBase kb);

// What diagnosing `level` needs, on a network that also has a clique for each set of issues in
// `together` (indexes into the knowledge base), in Network::scope_of_set.
LevelModel CompileLevel(const KnowledgeBase& kb, Level level,
                        const std::vector<std::vector<int>>& together);

}  // namespace pcsp::diagnosis

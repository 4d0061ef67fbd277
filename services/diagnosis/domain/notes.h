// Notes as evidence: from what is read in them to answers of note indicators (methods.md 2.6).
#pragma once

#include <array>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "common/base/error.h"
#include "services/diagnosis/domain/engine/model.h"
#include "services/diagnosis/domain/evidence.h"
#include "services/diagnosis/domain/text/note_reader.h"

namespace pcsp::diagnosis {

// How a model reads notes.
struct NoteModel {
  explicit NoteModel(Lexicon lexicon) : reader(std::move(lexicon)) {}

  NoteReader reader;
  // The indicator that takes in what a note of a level says of a cue's issue: [cue][level]; -1
  // where notes of the level are not read for the cue.
  std::vector<std::array<int, kLevels>> indicators;
};

// A model that reads notes: the knowledge base with one indicator for each issue that cues speak of
// and each level whose notes are read for it, `note_{issue}` or `note_{level}_{issue}`. All
// indicators of an issue share its 6 dB evenly. INVALID_ARGUMENT as CompileModel() and, for an id
// that is taken, INVALID_KNOWLEDGE_BASE.
absl::StatusOr<Model> CompileModelWithNotes(KnowledgeBase kb, Lexicon lexicon,
                                            Purpose purpose = Purpose::kPublish);

// The cues that another knowledge base can use: those of issues that it has, at levels that it
// reads them for.
Lexicon LexiconFor(const KnowledgeBase& kb, Lexicon lexicon);

// The knowledge base of a model without the indicators that CompileModelWithNotes() added.
KnowledgeBase AsWritten(KnowledgeBase kb);

// Reads the notes of one level: quotes, suggestions and at most one piece for each indicator are
// added to `out`. Each note speaks once on an issue, with what it says last. What is wrong is added
// to `violations`, fields prefixed with `at`. A level that is not known is read for no cue.
void ResolveNotes(const Model& model, const LevelEvidence& level, const std::string& at,
                  Observations* out, Violations* violations);

}  // namespace pcsp::diagnosis

// Reads a lexicon from a content file (YAML, or JSON in the same shape):
//
//   id: pcsp-cues
//   version: 1
//   author: "..."
//   weights: { healthy: [0.02, 0.9, 0.08], troubled: [0.09, 0.9, 0.01], strength: 0.7 }
//   classes: { doc: form|template|document }
//   words_apart: [though]
//   cues:
//     - id: already
//       issue: coh-already
//       levels: [practice]            # whose notes; optional: the issue's own level
//       foreboding: false             # optional
//       rationale: "..."
//       affirm: ["already do ~2 this|it"]
//       contrary: ["not ~3 what we did"]           # optional, as are the exemplars
//       exemplars: ["..."]
//       contrary_exemplars: ["..."]
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "common/text/yaml.h"
#include "services/diagnosis/domain/knowledge/knowledge_base.h"
#include "services/diagnosis/domain/text/lexicon/lexicon.h"

namespace pcsp::diagnosis {

// INVALID_ARGUMENT, INVALID_CONTENT with every fault of form and of meaning and its line: an issue
// that `kb` does not have or that lies below the notes, an empty or malformed pattern, a pattern or
// an exemplar given twice to one issue, a duplicate id, a cue without a rationale, silence that
// says something.
absl::StatusOr<Lexicon> ReadLexicon(text::Document document, const KnowledgeBase& kb);

// The same from a file: also NOT_FOUND, CONTENT_NOT_FOUND.
absl::StatusOr<Lexicon> LoadLexicon(const std::string& path, const KnowledgeBase& kb);

}  // namespace pcsp::diagnosis

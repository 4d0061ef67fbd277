#include "tests/diagnosis/text/shipped_cues.h"

#include <set>

#include "services/diagnosis/domain/knowledge/reader.h"
#include "services/diagnosis/domain/text/lexicon/reader.h"

namespace pcsp::diagnosis::testing {

const NoteReader& ShippedCues() {
  static const auto* reader = [] {
    const auto kb = LoadKnowledgeBase("services/diagnosis/content/knowledge_base.yaml").value();
    return new NoteReader(LoadLexicon("services/diagnosis/content/cues.yaml", kb).value());
  }();
  return *reader;
}

Polarity Says(absl::string_view note, absl::string_view issue) {
  Polarity said = Polarity::kSilent;
  for (const CueHit& hit : ShippedCues().Read(note).hits) {
    if (ShippedCues().lexicon().cues[hit.cue].issue == issue) said = hit.polarity;
  }
  return said;
}

std::vector<std::string> Issues(absl::string_view note, Polarity polarity) {
  std::set<std::string> issues;
  for (const CueHit& hit : ShippedCues().Read(note).hits) {
    if (hit.polarity == polarity) issues.insert(ShippedCues().lexicon().cues[hit.cue].issue);
  }
  return {issues.begin(), issues.end()};
}

}  // namespace pcsp::diagnosis::testing

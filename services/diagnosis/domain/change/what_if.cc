#include "services/diagnosis/domain/change/what_if.h"

#include <algorithm>

namespace pcsp::diagnosis {
namespace {

LevelEvidence& LevelIn(Evidence& evidence, std::optional<Level> level) {
  const auto found =
      std::find_if(evidence.levels.begin(), evidence.levels.end(),
                   [&](const LevelEvidence& known) { return level && known.level == level; });
  if (found != evidence.levels.end()) return *found;
  LevelEvidence& added = evidence.levels.emplace_back();
  added.level = level;
  return added;
}

bool Nothing(const ItemEvidence& item) { return item.answers.empty() && !item.withheld; }
bool Nothing(const FactEvidence& fact) { return fact.category.empty(); }

// Puts `changed` in the place of what has the same id.
template <typename Piece>
void Put(std::vector<Piece>& pieces, std::string Piece::*id, const Piece& changed) {
  const auto found = std::find_if(pieces.begin(), pieces.end(),
                                  [&](const Piece& piece) { return piece.*id == changed.*id; });
  if (Nothing(changed)) {
    if (found != pieces.end()) pieces.erase(found);
  } else if (found != pieces.end()) {
    *found = changed;
  } else {
    pieces.push_back(changed);
  }
}

}  // namespace

Evidence WithChanges(Evidence evidence, const std::vector<LevelEvidence>& changes) {
  for (const LevelEvidence& change : changes) {
    LevelEvidence& level = LevelIn(evidence, change.level);
    if (!change.items.empty()) level.withheld_reason = WithheldReason::kNotSaid;
    for (const ItemEvidence& item : change.items) Put(level.items, &ItemEvidence::item, item);
    for (const FactEvidence& fact : change.facts) Put(level.facts, &FactEvidence::fact, fact);
    if (!change.notes.empty()) level.notes = change.notes;
  }
  return evidence;
}

}  // namespace pcsp::diagnosis

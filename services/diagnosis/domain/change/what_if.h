// Evidence with some of it different.
#pragma once

#include <vector>

#include "services/diagnosis/domain/evidence.h"

namespace pcsp::diagnosis {

// `evidence` with `changes` made, level by level. An item or a fact takes the place of the one with
// the same id, or is added; an item without answers that is not withheld, and a fact without a
// category, are taken away. Notes take the place of all notes of the level. What is wrong with the
// result, ResolveEvidence() says.
Evidence WithChanges(Evidence evidence, const std::vector<LevelEvidence>& changes);

}  // namespace pcsp::diagnosis

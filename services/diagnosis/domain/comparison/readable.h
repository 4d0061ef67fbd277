// Evidence gathered for one version of a knowledge base, given to another.
#pragma once

#include <set>
#include <string>

#include "services/diagnosis/domain/evidence.h"

namespace pcsp::diagnosis {

// The evidence without the items and facts that `model` does not know, knows at another level or
// with other answers; those are named in `left_out`: "pr_trust (not in pcsp@2)".
Evidence ReadablePart(const Model& model, Evidence evidence, std::set<std::string>* left_out);

}  // namespace pcsp::diagnosis

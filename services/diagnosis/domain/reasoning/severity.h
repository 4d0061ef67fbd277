// How bad the answers are, apart from how likely the issue is (methods.md 2.4).
#pragma once

#include <optional>
#include <vector>

#include "services/diagnosis/domain/evidence.h"

namespace pcsp::diagnosis {

// For every issue, by its index: 0 (answers as where things go well) to 100 (as where the trouble
// is met), over the items and facts that are linked to it, each weighed by link strength and number
// of answers on the scale; nothing without such answers. Means are shrunk with four answers of a
// healthy site.
std::vector<std::optional<double>> Severities(const Model& model, const Observations& observations);

}  // namespace pcsp::diagnosis

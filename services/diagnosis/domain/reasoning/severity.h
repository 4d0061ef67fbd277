// How bad the answers are, apart from how likely the issue is (methods.md 2.4).
#pragma once

#include <optional>

#include "services/diagnosis/domain/evidence.h"

namespace pcsp::diagnosis {

// 0 (answers as where things go well) to 100 (as where the trouble is met), over the items and
// facts that are linked to `issue`, each weighed by link strength and number of answers on the
// scale; nothing without such answers. Means are shrunk with four answers of a healthy site.
std::optional<double> SeverityOf(const Model& model, const Observations& observations, int issue);

}  // namespace pcsp::diagnosis

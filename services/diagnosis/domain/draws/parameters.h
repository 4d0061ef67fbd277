// A knowledge base's numbers drawn from what is known of them: how sure is the model itself?
#pragma once

#include <vector>

#include "services/diagnosis/domain/engine/model.h"

namespace pcsp::diagnosis {

// One set of numbers that could be the true ones.
struct ParameterDraw {
  CausalStrengths causes;
  std::vector<CompiledIndicator> indicators;  // in the order of kb.indicators
};

// 64 draws of priors and links (Beta) and profiles (Dirichlet), each as sure as its ess says; the
// leak, which has none, stays. Fixed by the hash of the knowledge base, so that all sites are
// measured against the same draws. Takes milliseconds: make it once for a model.
std::vector<ParameterDraw> DrawParameters(const Model& model);

}  // namespace pcsp::diagnosis

// Probabilities that answers nobody may see have moved, told so that they give no answer away.
#pragma once

#include <optional>

#include "absl/status/status.h"
#include "services/diagnosis/domain/diagnosis.h"

namespace pcsp::diagnosis {

// The middle of the step that `probability` falls in, of 20 equal ones. All bands begin with a
// step.
double MiddleOfStep(double probability);

// What is shown of the probabilities of one diagnosis: as they are, or in steps when there are
// hidden answers.
class ShownProbabilities {
 public:
  // `evidence` is all of the case that is not hidden. IMPOSSIBLE_EVIDENCE.
  absl::Status Prepare(const Case& given, EvidenceTables evidence);

  // The belief with the hidden answers; `posterior`, which is without, when there are none.
  const Belief& belief(const Belief& posterior) const { return hidden_ ? *hidden_ : posterior; }
  double Of(double probability) const { return hidden_ ? MiddleOfStep(probability) : probability; }
  // Lets the hidden answers move a finding that was made without them.
  void Adjust(int variable, Finding* finding) const;

 private:
  std::optional<Belief> hidden_;
};

}  // namespace pcsp::diagnosis

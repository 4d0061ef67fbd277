// What reviewers say of the findings of a diagnosis: evidence that errs at times, not truth
// (methods.md 2.5).
#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "services/diagnosis/domain/evidence.h"

namespace pcsp::diagnosis {

struct Verdict {
  std::string issue;       // id of an issue of the subject's level
  bool confirmed = false;  // it holds; otherwise it was rejected
  std::string by;          // tells reviewers of one case apart
  // The chance that this finding came before a reviewer at all: see review.h. Reports weigh by its
  // inverse, to tell how good all probabilities are and not just those that were shown.
  double show_probability = 1;
};

// A diagnosed site with all that was said of it. Verdicts of two people on one issue make it a
// double-coded one.
struct VerdictCase {
  std::string id;  // names the case in what is left out
  Evidence evidence;
  std::vector<Verdict> verdicts;
};

// A verdict and a case resolved against a model; good for every model of the same structure, such
// as those with learned parameters.
struct Label {
  int variable = 0;  // of the network of the subject's level
  bool confirmed = false;
  double show_probability = 1;
};
struct LabelledCase {
  Observations observations;
  std::vector<Label> labels;  // in the order of the verdicts
};

// INVALID_ARGUMENT, INVALID_FIELDS with every violation: of the evidence as ResolveEvidence() has
// them after `evidence.`, of the verdicts as in `verdicts[2].issue`. A finding that could not come
// before a reviewer (show_probability 0) cannot have a verdict.
absl::StatusOr<LabelledCase> ResolveCase(const Model& model, const VerdictCase& given);

}  // namespace pcsp::diagnosis

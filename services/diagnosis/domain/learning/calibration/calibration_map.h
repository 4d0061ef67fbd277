// From the probabilities of the engine to calibrated ones: one straight line in logits for a level,
// fitted to verdicts that are known to err (noise-aware Platt scaling; methods.md 2.5).
#pragma once

#include <string>

#include "absl/types/span.h"
#include "services/diagnosis/domain/learning/label_accuracy.h"
#include "services/diagnosis/domain/reasoning/logit_line.h"

namespace pcsp::diagnosis {

using CalibrationMap = LogitLine;

// What was forecast before a verdict, and the verdict.
struct JudgedForecast {
  std::string site;        // verdicts on one site are not independent
  double probability = 0;  // of the engine, before any map
  bool confirmed = false;
  // 1 for all, unless some stand for more. Shown or asked at random makes no difference here: a map
  // is of outcomes given the probability, and the choice depends on nothing else.
  double weight = 1;
};

// The likeliest map under P(confirmed) = (1 - e1) p* + e0 (1 - p*), with a ~ N(0, 1) and
// b ~ N(1, 1/4); the identity where there is no verdict. Weights count as Kish's effective number.
CalibrationMap FitCalibrationMap(absl::Span<const JudgedForecast> judged,
                                 const LabelAccuracy& accuracy);

}  // namespace pcsp::diagnosis

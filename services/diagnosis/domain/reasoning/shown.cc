#include "services/diagnosis/domain/reasoning/shown.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "services/diagnosis/domain/errors.h"
#include "services/diagnosis/domain/reasoning/ledger.h"

namespace pcsp::diagnosis {
namespace {

constexpr double kSteps = 20;

}  // namespace

double MiddleOfStep(double probability) {
  return (std::min(std::floor(probability * kSteps), kSteps - 1) + 0.5) / kSteps;
}

absl::Status ShownProbabilities::Prepare(const Case& given, EvidenceTables evidence) {
  if (given.observations().hidden.empty()) return absl::OkStatus();
  given.AddHidden(&evidence);
  hidden_.emplace(given.level().network);
  return hidden_->Calibrate(evidence) ? absl::OkStatus() : ImpossibleEvidence();
}

void ShownProbabilities::Adjust(int variable, Finding* finding) const {
  if (!hidden_) return;
  const auto [holds, absent] = hidden_->Odds(variable);
  finding->probability = MiddleOfStep(holds / (holds + absent));
  const double shown = Decibans(finding->probability, 1 - finding->probability);
  finding->hidden_decibans = shown - std::exchange(finding->decibans, shown);
}

}  // namespace pcsp::diagnosis

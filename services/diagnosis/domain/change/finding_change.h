// What differs between two diagnoses, finding by finding.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "services/diagnosis/domain/reasoning/bands.h"

namespace pcsp::diagnosis {

// What a diagnosis says of one issue, as far as it can be compared.
struct FindingState {
  struct Reason {
    std::string indicator, title;
    double decibans = 0;
  };

  std::string issue, title;
  double probability = 0;
  double decibans = 0;
  Band band = Band::kInsufficientData;
  std::vector<Reason> reasons;
};

enum class ChangeKind { kSame, kLikelier, kLessLikely, kNowKnown, kNowUnknown, kAdded, kRemoved };

// A probability that moves by less within its band has not changed.
inline constexpr double kMoves = 0.1;

struct FindingChange {
  ChangeKind kind = ChangeKind::kSame;
  FindingState before, after;  // one is empty for an issue that was added or removed
  double decibans = 0;         // odds after less odds before
  // The pieces whose weight moved most in the direction of the change, the most first.
  std::vector<FindingState::Reason> because;
  std::string sentence;
};

// By change of odds, largest first; those that did not change only if `unchanged_too`.
std::vector<FindingChange> CompareFindings(const std::vector<FindingState>& before,
                                           const std::vector<FindingState>& after,
                                           bool unchanged_too);

}  // namespace pcsp::diagnosis

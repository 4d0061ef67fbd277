// How sure a diagnosis is (methods.md 2.4): would it stand, and how well are its numbers known?
#pragma once

#include <vector>

#include "services/diagnosis/domain/case.h"
#include "services/diagnosis/domain/draws/parameters.h"

namespace pcsp::diagnosis {

// An issue is flagged from here on: the band "possible" begins.
inline constexpr double kFlagFrom = 0.4;

// The middle 80 % of what a probability is under draws of the knowledge base's own numbers,
// widened where needed to hold the probability itself.
struct Interval {
  double low = 0;
  double high = 0;
};

// For each subject of the level: P(the issue is on the same side of `flag_from` once everything in
// `unanswered` has been answered), by 128 draws of what the answers would be. The draws are fixed
// by the evidence. As many people answer each outstanding item as have answered the best answered
// one, 1 to 32. `posterior` is calibrated with all evidence of the case; 1 if nothing is left.
std::vector<double> Stability(const Case& given, const Belief& posterior,
                              const std::vector<int>& unanswered, double flag_from = kFlagFrom);

// For each subject of the level; `posterior` as above. What the rest of a programme says is kept.
std::vector<Interval> Intervals(const Case& given, const Belief& posterior,
                                const std::vector<ParameterDraw>& draws);

}  // namespace pcsp::diagnosis

// How figures leave: numbers of people as disclosure control gives them away, points and shares
// rounded as it says.
#pragma once

#include <algorithm>
#include <cstdint>

#include "services/assessments/domain/disclosure/wave_disclosure.h"
#include "services/assessments/domain/scoring/construct_score.h"
#include "services/assessments/rpc/results/convert_results.h"

namespace pcsp::assessments {

// What all sites say together, mean and limits: with more digits, and the scores that are drawn to
// it, the plain mean of a small site could be had.
inline constexpr double kPoolStep = 1;

// To the next multiple of `step`; as it is if that is 0.
double Rounded(double points, double step);
// The same of a score, which ends at 0 and 100, and of its interval, outwards.
Estimate Rounded(const Estimate& estimate, double step);

// The people that one figure is of, site by site (or part by part of a team).
class Outgoing {
 public:
  void Add(const WaveDisclosure& disclosure, int node, int64_t people);
  // A group of the hierarchy, or sites put together, counted as one.
  void Add(const Population& population, int64_t people);
  void Add(const Outgoing& others);

  int sites() const { return sites_; }
  // Each counted as it is by itself, so that the sum tells nothing that they do not tell.
  const Band& count() const { return count_; }
  bool exact() const { return count_.low == count_.high; }

  double step() const;        // of scores
  double mean_step() const;   // of plain means
  double share_step() const;  // of shares and probabilities
  double pool_step() const { return rounding_ ? std::max(kPoolStep, mean_step()) : 0; }

 private:
  void Add(const Band& band, bool covered, const DisclosureRules& rules, int64_t people);

  int sites_ = 0;
  int64_t people_ = 0;
  bool covered_ = true, rounding_ = true;
  Band count_;
};

}  // namespace pcsp::assessments

// How the figures of a population leave the service: people as bands, points and shares rounded.
#pragma once

#include <algorithm>
#include <cstdint>

#include "pcsp/assessments/v1/results.pb.h"
#include "services/assessments/domain/scoring/site_figures.h"
#include "services/assessments/rpc/results/convert_results.h"

namespace pcsp::assessments {

class FiguresOut {
 public:
  // What a figure is of: the whole team or a part of it, and the most that one person adds to the
  // sum that a mean is made of (Quantity::top).
  struct Of {
    int resolution = kWholeTeam;
    int64_t top = 0;
  };

  // Of something that `people` of the population gave.
  FiguresOut(const Population& population, int64_t people, Of of)
      : rounding_(population.disclosure->rules().rounding),
        step_(population.fine(of.resolution) ? kFineStep : CoarseStep(people)),
        count_(population.count(people, of.resolution)),
        few_(population.is_site() ||
             people < population.disclosure->policy().min_distribution_size),
        top_(of.top) {}

  // A plain mean of few people is rounded more than a score, which others enter as well.
  double Mean(double mean) const { return rounding_ ? RoundedPoints(mean, mean_step()) : mean; }
  double Points(double points) const { return rounding_ ? RoundedPoints(points, step_) : points; }
  // The steps of both; 0 where nothing is rounded.
  double mean_step() const {
    return rounding_ ? std::max(step_, few_ && !exact() ? BandedStep(count_, top_) : kFineStep) : 0;
  }
  double step() const { return rounding_ ? step_ : 0; }
  double Share(double share) const { return rounding_ ? RoundedShare(share) : share; }
  const Band& count() const { return count_; }
  // Counts of so many people may be given one by one.
  bool exact() const { return count_.low == count_.high; }

  // Ends go outwards to the next multiple of `step`, so that the interval holds what it is of.
  static void SetInterval(double low, double high, double step, pcsp::type::v1::Interval* interval);
  void SetShares(double low, double high, pcsp::type::v1::Interval* interval) const {
    SetInterval(low, high, rounding_ ? kShareStep : 0, interval);
  }
  // Scores end at 0 and 100; the normal approximation may not. `plain`: it is a mean of its own.
  void SetEstimate(const Estimate& estimate, bool plain, v1::ScoreEstimate* message) const;
  // Of few people the indices would say what each has answered; the verdict does not.
  void SetAgreement(const AgreementFigures& figures, v1::Agreement* message) const;

 private:
  static constexpr double kShareStep = .01;  // as RoundedShare() has it

  const bool rounding_;
  const double step_;
  const Band count_;
  const bool few_;  // a team, or no more people than one
  const int64_t top_;
};

}  // namespace pcsp::assessments

// Time and moves that the search may use: no clock of its own, but the options' callables.
#pragma once

#include <algorithm>
#include <limits>

#include "services/planning/domain/cohorts/options.h"

namespace pcsp::planning {

// Immutable; shared by threads.
class Budget {
 public:
  explicit Budget(const CohortOptions& options)
      : options_(options),
        start_(Now()),
        end_(options.elapsed ? start_ + std::max(0.0, options.seconds - kMargin)
                             : std::numeric_limits<double>::infinity()) {}

  double Now() const { return options_.elapsed ? options_.elapsed() : 0; }
  double end() const { return end_; }
  double length() const { return end_ - start_; }
  bool Cancelled() const { return options_.cancelled && options_.cancelled(); }
  // When the given share > 0 of all the time is over; never without a time limit.
  double At(double share) const { return start_ + share * (end_ - start_); }
  // The share of all the time that is over at `now`, as At() has it; with a time limit only.
  double Share(double now) const { return (now - start_) / std::max(1e-9, end_ - start_); }
  bool Over(double end) const { return Cancelled() || Now() >= end; }

 private:
  static constexpr double kMargin = .1;  // for putting the plan together and checking it

  const CohortOptions& options_;
  const double start_;
  const double end_;
};

}  // namespace pcsp::planning

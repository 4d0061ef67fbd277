// Tells CohortOptions::progress how planning goes: never twice at once, and not more often than
// anybody can read. Thread-safe, but for its setters.
#pragma once

#include <cstddef>
#include <mutex>
#include <optional>
#include <vector>

#include "services/planning/domain/cohorts/options.h"
#include "services/planning/domain/cohorts/search/budget.h"

namespace pcsp::planning {

class ProgressReporter {
 public:
  // Both must outlive it.
  ProgressReporter(const CohortOptions& options, const Budget& budget, size_t regions);

  // Whether anybody wants to know.
  bool listens() const { return options_.progress != nullptr; }
  // Of all regions together; `constant` is part of every plan's objective and of no region's cost.
  void SetBound(double bound, double constant);
  void SetWalks(int walks) { walks_ = walks; }

  // A region was relaxed; a walk came by a plan of a region, or to its end with it.
  void Relaxed();
  void WalkFound(int region, double cost);
  void WalkDone(int region, double cost);

 private:
  void Note(int region, double cost);
  void Tell(bool always);

  const CohortOptions& options_;
  const Budget& budget_;
  std::mutex mutex_;
  CohortProgress now_;
  std::vector<std::optional<double>> costs_;  // of each region's best plan
  double constant_ = 0, told_ = 0;
  int walks_ = 0, walks_done_ = 0;
};

}  // namespace pcsp::planning

#include "services/planning/domain/cohorts/progress_reporter.h"

#include <algorithm>

namespace pcsp::planning {
namespace {

constexpr double kOften = .1;  // seconds between two reports

}  // namespace

ProgressReporter::ProgressReporter(const CohortOptions& options, const Budget& budget,
                                   size_t regions)
    : options_(options), budget_(budget), costs_(regions) {
  now_.regions = static_cast<int>(regions);
}

void ProgressReporter::SetBound(double bound, double constant) {
  now_.bound = bound;
  constant_ = constant;
}

void ProgressReporter::Relaxed() {
  const std::lock_guard lock(mutex_);
  Tell(/*always=*/true);
}

void ProgressReporter::WalkFound(int region, double cost) {
  const std::lock_guard lock(mutex_);
  Note(region, cost);
  Tell(/*always=*/false);
}

void ProgressReporter::WalkDone(int region, double cost) {
  const std::lock_guard lock(mutex_);
  ++walks_done_;
  Note(region, cost);
  Tell(/*always=*/true);
}

void ProgressReporter::Note(int region, double cost) {
  std::optional<double>& best = costs_[region];
  if (!best || cost < *best) best = cost;
}

void ProgressReporter::Tell(bool always) {
  if (!options_.progress) return;
  const double seconds = budget_.Now();
  if (!always && (!options_.elapsed || seconds < told_ + kOften)) return;
  told_ = seconds;
  now_.planned = 0;
  now_.best = constant_;
  for (const std::optional<double>& cost : costs_) {
    now_.planned += cost ? 1 : 0;
    now_.best += cost.value_or(0);
  }
  const double walked = walks_ > 0 ? static_cast<double>(walks_done_) / walks_ : 0;
  now_.done = options_.elapsed ? std::clamp(budget_.Share(seconds), 0.0, 1.0) : walked;
  options_.progress(now_);
}

}  // namespace pcsp::planning

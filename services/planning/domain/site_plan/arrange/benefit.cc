#include "services/planning/domain/site_plan/arrange/benefit.h"

namespace pcsp::planning::site {

Remaining::Remaining(const Problem& problem)
    : problem_(&problem),
      quarters_(problem.quarters()),
      open_(problem.issues.size() * problem.hours.size(), 1.0) {}

double Remaining::Gain(int option, int quarter) const {
  double gain = 0;
  for (const Effect& effect : problem_->options[option].effects) {
    double open = 0;
    for (int t = quarter; t < quarters_; ++t) open += Open(effect.issue, t);
    gain += problem_->issues[effect.issue].weight * effect.share * open;
  }
  return gain;
}

void Remaining::Start(int option, int quarter) {
  for (const Effect& effect : problem_->options[option].effects) {
    double* const open = &open_[effect.issue * quarters_];
    for (int t = quarter; t < quarters_; ++t) open[t] *= 1 - effect.share;
  }
}

double Remaining::value() const {
  double value = 0;
  for (size_t i = 0; i < problem_->issues.size(); ++i) {
    double closed = 0;
    for (int t = 0; t < quarters_; ++t) closed += 1 - Open(static_cast<int>(i), t);
    value += problem_->issues[i].weight * closed;
  }
  return value;
}

double Value(const Problem& problem, const Schedule& schedule) {
  Remaining remaining(problem);
  for (size_t option = 0; option < schedule.size(); ++option) {
    if (schedule[option] != kNever) remaining.Start(static_cast<int>(option), schedule[option]);
  }
  return remaining.value();
}

double WholeValue(const Problem& problem) {
  double weight = 0;
  for (const Issue& issue : problem.issues) weight += issue.weight;
  return weight * problem.quarters();
}

}  // namespace pcsp::planning::site

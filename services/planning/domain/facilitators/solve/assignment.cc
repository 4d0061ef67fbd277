#include "services/planning/domain/facilitators/solve/assignment.h"

#include <algorithm>
#include <numeric>

namespace pcsp::planning::facilitators {

Assignment::Assignment(const Instance& instance)
    : instance_(&instance),
      choice_(instance.practices, kUnserved),
      practices_(instance.facilitators),
      load_(instance.capacity.size()),
      cost_(std::accumulate(instance.unserved.begin(), instance.unserved.end(), 0.0)) {}

bool Assignment::Fits(int option, int leaving) const {
  const int resources = instance_->resources;
  const int f = instance_->facilitator[option];
  const double* use = instance_->use_of(option);
  const double* load = load_of(f);
  const double* capacity = &instance_->capacity[static_cast<size_t>(f) * resources];
  const double* freed = leaving != kUnserved && instance_->facilitator[leaving] == f
                            ? instance_->use_of(leaving)
                            : nullptr;
  for (int r = 0; r < resources; ++r) {
    if (load[r] + use[r] - (freed ? freed[r] : 0) > capacity[r] + kTolerance) return false;
  }
  return true;
}

void Assignment::Choose(int practice, int option) {
  const int resources = instance_->resources;
  const int before = choice_[practice];
  cost_ += instance_->CostOf(practice, option) - instance_->CostOf(practice, before);
  choice_[practice] = option;
  if (before != kUnserved) {
    const int f = instance_->facilitator[before];
    auto& members = practices_[f];
    members.erase(std::find(members.begin(), members.end(), practice));
    double* load = &load_[static_cast<size_t>(f) * resources];
    for (int r = 0; r < resources; ++r) load[r] -= instance_->use_of(before)[r];
  }
  if (option != kUnserved) {
    const int f = instance_->facilitator[option];
    practices_[f].push_back(practice);
    double* load = &load_[static_cast<size_t>(f) * resources];
    for (int r = 0; r < resources; ++r) load[r] += instance_->use_of(option)[r];
  }
}

}  // namespace pcsp::planning::facilitators

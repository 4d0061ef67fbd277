// A choice for every practice, with what it costs and how full it makes everybody.
#pragma once

#include <vector>

#include "services/planning/domain/facilitators/solve/instance.h"

namespace pcsp::planning::facilitators {

// Always within every capacity. Keeps the instance by reference; copying is a deep copy.
class Assignment {
 public:
  explicit Assignment(const Instance& instance);  // nobody is served

  const Instance& instance() const { return *instance_; }
  int choice(int practice) const { return choice_[practice]; }  // option, or kUnserved
  const std::vector<int>& choices() const { return choice_; }
  const std::vector<int>& practices_of(int facilitator) const { return practices_[facilitator]; }
  const double* load_of(int facilitator) const {
    return &load_[static_cast<size_t>(facilitator) * instance_->resources];
  }
  double cost() const { return cost_; }

  // Whether `option` fits, were the options `leaving` (kUnserved: none) gone from its facilitator.
  bool Fits(int option, int leaving = kUnserved) const;
  void Choose(int practice, int option);  // `option` fits, or is kUnserved

 private:
  const Instance* instance_;
  std::vector<int> choice_;
  std::vector<std::vector<int>> practices_;
  std::vector<double> load_;
  double cost_ = 0;
};

}  // namespace pcsp::planning::facilitators

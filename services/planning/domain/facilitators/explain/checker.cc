#include "services/planning/domain/facilitators/explain/checker.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "services/planning/domain/facilitators/prepare.h"

namespace pcsp::planning::facilitators {
namespace {

constexpr double kRounding = 1e-6;

bool More(double a, double b) { return a > b + kRounding * std::max(1.0, std::abs(b)); }

// Hours that the practice takes of whoever serves it in month t.
double HoursIn(const Practice& practice, const Option& option, int t, int months) {
  const double need = option.need.value_or(practice.need);
  const int from = practice.first_month;
  const int until = practice.months > 0 ? std::min(months, from + practice.months) : months;
  return t < from || t >= until ? 0 : need / (until - from);
}

class Reader {
 public:
  explicit Reader(const Problem& problem) : problem_(problem) {
    for (const Facilitator& f : problem.facilitators) {
      months_ = std::max(months_, static_cast<int>(f.capacity_by_month.size()));
    }
  }

  void Count(const Practice& practice, const Option& option) {
    const int f = option.facilitator;
    ++practices_[f];
    if (months_ == 0) hours_[{f, 0}] += option.need.value_or(practice.need);
    for (int t = 0; t < months_; ++t) hours_[{f, t}] += HoursIn(practice, option, t, months_);
    if (!HasSkills(problem_.facilitators[f], practice)) {
      Object(
          absl::StrCat(problem_.facilitators[f].id, " lacks a skill that ", practice.id, " needs"));
    }
  }

  void CheckCapacity() {
    for (const auto& [where, hours] : hours_) {
      const Facilitator& f = problem_.facilitators[where.first];
      const double capacity = months_ == 0                  ? f.capacity
                              : f.capacity_by_month.empty() ? f.capacity / months_
                                                            : f.capacity_by_month[where.second];
      if (More(hours, capacity)) {
        Object(absl::StrFormat("%s has %.6g hours of work in month %d and time for %.6g", f.id,
                               hours, where.second, capacity));
      }
    }
    for (const auto& [index, count] : practices_) {
      const Facilitator& f = problem_.facilitators[index];
      if (f.most_practices && count > *f.most_practices) {
        Object(absl::StrCat(f.id, " has ", count, " practices, more than allowed"));
      }
    }
  }

  void Object(std::string what) { objections_.push_back(std::move(what)); }
  std::vector<std::string> Take() { return std::move(objections_); }

 private:
  const Problem& problem_;
  int months_ = 0;
  std::map<std::pair<int, int>, double> hours_;
  std::map<int, int> practices_;
  std::vector<std::string> objections_;
};

}  // namespace

std::vector<std::string> Objections(const Problem& problem, const std::vector<int>& choices,
                                    double cost, double bound) {
  Reader reader(problem);
  if (choices.size() != problem.practices.size()) {
    reader.Object("not every practice is decided on");
    return reader.Take();
  }
  double sum = 0;
  for (size_t p = 0; p < choices.size(); ++p) {
    const Practice& practice = problem.practices[p];
    if (choices[p] < -1 || choices[p] >= static_cast<int>(practice.options.size())) {
      reader.Object(absl::StrCat(practice.id, " is given an option that it does not have"));
    } else if (choices[p] >= 0) {
      sum += practice.options[choices[p]].cost;
      reader.Count(practice, practice.options[choices[p]]);
    } else {
      sum += practice.unserved_cost.value_or(problem.unserved_cost_per_need * practice.need);
    }
  }
  reader.CheckCapacity();
  if (More(sum, cost) || More(cost, sum)) {
    reader.Object(absl::StrFormat("the plan costs %.9g and is said to cost %.9g", sum, cost));
  }
  if (More(bound, sum)) {
    reader.Object(absl::StrFormat("the plan costs %.9g, less than the bound %.9g", sum, bound));
  }
  return reader.Take();
}

}  // namespace pcsp::planning::facilitators

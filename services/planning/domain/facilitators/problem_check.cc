#include "services/planning/domain/facilitators/problem_check.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <string>

#include "absl/strings/str_cat.h"
#include "common/base/error.h"

namespace pcsp::planning::facilitators {
namespace {

class Checker {
 public:
  explicit Checker(const Problem& problem) : problem_(problem) {}

  absl::Status Run() {
    for (const Facilitator& f : problem_.facilitators) {
      months_ = std::max(months_, f.capacity_by_month.size());
    }
    if (problem_.facilitators.empty()) faults_.Add("facilitators", "none", "at least one");
    Amount("unserved_cost_per_need", problem_.unserved_cost_per_need);
    Amount("discontinuity_penalty", problem_.discontinuity_penalty);
    Amount("travel.cost_per_km", problem_.travel.cost_per_km);
    Amount("travel.visits", problem_.travel.visits);
    Amount("travel.road_factor", problem_.travel.road_factor);
    if (problem_.travel.assumed_km) Amount("travel.assumed_km", *problem_.travel.assumed_km);
    if (problem_.nearest < 1) faults_.Add("nearest", absl::StrCat(problem_.nearest), "at least 1");
    for (size_t f = 0; f < problem_.facilitators.size(); ++f) CheckFacilitator(f);
    for (size_t p = 0; p < problem_.practices.size(); ++p) CheckPractice(p);
    return faults_.ToStatus();
  }

 private:
  void Amount(const std::string& field, double value) {
    if (!(value >= 0) || std::isinf(value))
      faults_.Add(field, absl::StrCat(value), "a number from 0");
  }
  void Once(const std::string& field, const std::string& id, std::set<std::string>& ids) {
    if (!ids.insert(id).second) faults_.Add(field, id, "an id that no other has");
  }

  void CheckFacilitator(size_t index) {
    const Facilitator& f = problem_.facilitators[index];
    const std::string field = absl::StrCat("facilitators[", index, "].");
    Once(field + "id", f.id, facilitators_);
    Amount(field + "capacity", f.capacity);
    for (size_t t = 0; t < f.capacity_by_month.size(); ++t) {
      Amount(absl::StrCat(field, "capacity_by_month[", t, "]"), f.capacity_by_month[t]);
    }
    if (!f.capacity_by_month.empty() && f.capacity_by_month.size() != months_) {
      faults_.Add(field + "capacity_by_month", absl::StrCat(f.capacity_by_month.size(), " months"),
                  absl::StrCat(months_, " months, as others have"));
    }
    if (f.reach_km) Amount(field + "reach_km", *f.reach_km);
    if (f.most_practices) Amount(field + "most_practices", *f.most_practices);
  }

  void CheckPractice(size_t index) {
    const Practice& p = problem_.practices[index];
    const std::string field = absl::StrCat("practices[", index, "].");
    Once(field + "id", p.id, practices_);
    Amount(field + "need", p.need);
    if (p.unserved_cost) Amount(field + "unserved_cost", *p.unserved_cost);
    if (p.current < -1 || p.current >= Count()) {
      faults_.Add(field + "current", absl::StrCat(p.current), "a facilitator, or none");
    }
    if (p.options.empty() && !p.place && !problem_.travel.assumed_km) {
      faults_.Add(field + "options", "none", "at least one option, or a place");
    }
    CheckMonths(field, p);
    std::set<int> seen;
    for (size_t o = 0; o < p.options.size(); ++o) {
      CheckOption(absl::StrCat(field, "options[", o, "]."), p.options[o], seen);
    }
  }

  void CheckMonths(const std::string& field, const Practice& p) {
    if (p.first_month == 0 && p.months == 0) return;
    const int months = static_cast<int>(months_);
    if (p.first_month < 0 || p.first_month >= std::max(1, months)) {
      faults_.Add(field + "first_month", absl::StrCat(p.first_month),
                  absl::StrCat("a month from 0, of the ", months, " that capacity is given for"));
    }
    if (p.months < 0) faults_.Add(field + "months", absl::StrCat(p.months), "a number from 0");
  }

  void CheckOption(const std::string& field, const Option& option, std::set<int>& seen) {
    if (option.facilitator < 0 || option.facilitator >= Count()) {
      faults_.Add(field + "facilitator", absl::StrCat(option.facilitator),
                  "one of the facilitators");
    } else if (!seen.insert(option.facilitator).second) {
      faults_.Add(field + "facilitator", problem_.facilitators[option.facilitator].id,
                  "each facilitator at most once");
    }
    if (!std::isfinite(option.cost))
      faults_.Add(field + "cost", absl::StrCat(option.cost), "a number");
    if (option.need) Amount(field + "need", *option.need);
  }

  int Count() const { return static_cast<int>(problem_.facilitators.size()); }

  const Problem& problem_;
  Violations faults_;
  size_t months_ = 0;
  std::set<std::string> facilitators_, practices_;
};

}  // namespace

absl::Status CheckProblem(const Problem& problem) { return Checker(problem).Run(); }

}  // namespace pcsp::planning::facilitators

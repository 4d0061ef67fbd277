#include "services/planning/domain/facilitators/explain/reasons.h"

#include <algorithm>
#include <limits>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"

namespace pcsp::planning::facilitators {
namespace {

constexpr size_t kNamed = 3;  // facilitators named in one sentence

// Hours free in the month that has fewest.
double FreeHours(const Load& load) {
  double least = std::numeric_limits<double>::infinity();
  for (size_t t = 0; t < load.hours.size(); ++t) {
    least = std::min(least, load.capacity[t] - load.hours[t]);
  }
  return std::max(0.0, least);
}

std::string Fullness(const Plan& plan, int f) {
  const Facilitator& facilitator = plan.problem.facilitators[f];
  const Load& load = plan.loads[f];
  if (facilitator.most_practices && load.practices + 1 > *facilitator.most_practices) {
    return absl::StrCat(facilitator.id, " has all ", load.practices, " practices allowed");
  }
  return absl::StrFormat("%s has %.3g h free%s", facilitator.id, FreeHours(load),
                         load.hours.size() > 1 ? " in the fullest month" : "");
}

std::string WhyNobody(const Plan& plan, const Practice& practice) {
  if (practice.options.empty()) {
    return practice.skills.empty() ? "No facilitator is within reach."
                                   : absl::StrCat("No facilitator within reach has the skills: ",
                                                  absl::StrJoin(practice.skills, ", "), ".");
  }
  std::vector<Option> cheapest = practice.options;
  std::sort(cheapest.begin(), cheapest.end(),
            [](const Option& a, const Option& b) { return a.cost < b.cost; });
  if (cheapest.front().cost >=
      practice.unserved_cost.value_or(plan.problem.unserved_cost_per_need * practice.need)) {
    return absl::StrFormat("Serving it would cost %.6g, more than leaving it unserved.",
                           cheapest.front().cost);
  }
  std::vector<std::string> full;
  for (const Option& option : cheapest) {
    if (full.size() < kNamed) full.push_back(Fullness(plan, option.facilitator));
  }
  const size_t more = cheapest.size() - full.size();
  if (more > 0)
    full.push_back(absl::StrCat(more, more == 1 ? " other is" : " others are", " no freer"));
  return absl::StrFormat("It needs %.3g h: %s; making room would cost others more.", practice.need,
                         absl::StrJoin(full, ", "));
}

int OptionOf(const Practice& practice, int facilitator) {
  for (size_t o = 0; o < practice.options.size(); ++o) {
    if (practice.options[o].facilitator == facilitator) return static_cast<int>(o);
  }
  return -1;
}

std::string WhyChange(const Plan& plan, const Practice& practice, const Change& change, int stay) {
  const std::string& from = plan.problem.facilitators[change.from].id;
  if (stay < 0) {
    return absl::StrCat(from,
                        " can no longer support it: not within reach, or without the skills.");
  }
  if (change.saves > 0) {
    return absl::StrFormat("%s costs %.6g less, the change itself included.",
                           change.to < 0 ? "No support" : plan.problem.facilitators[change.to].id,
                           change.saves);
  }
  return absl::StrFormat(
      "%s; its %.3g h there go to practices that would lose more by moving (it loses %.6g).",
      Fullness(plan, change.from), practice.options[stay].need.value_or(practice.need),
      -change.saves);
}

}  // namespace

double CostOf(const Problem& problem, int p, int choice) {
  const Practice& practice = problem.practices[p];
  if (choice >= 0) return practice.options[choice].cost;
  return practice.unserved_cost.value_or(problem.unserved_cost_per_need * practice.need);
}

std::vector<Unserved> UnservedOf(const Plan& plan) {
  std::vector<Unserved> unserved;
  for (int p = 0; p < static_cast<int>(plan.choices.size()); ++p) {
    if (plan.choices[p] >= 0) continue;
    unserved.push_back(
        {p, CostOf(plan.problem, p, -1), WhyNobody(plan, plan.problem.practices[p])});
  }
  return unserved;
}

std::vector<Change> ChangesOf(const Plan& plan) {
  std::vector<Change> changes;
  for (int p = 0; p < static_cast<int>(plan.choices.size()); ++p) {
    const Practice& practice = plan.problem.practices[p];
    const int choice = plan.choices[p];
    const int to = choice < 0 ? -1 : practice.options[choice].facilitator;
    if (practice.current < 0 || to == practice.current) continue;
    Change change{p, practice.current, to};
    const int stay = OptionOf(practice, practice.current);
    if (stay >= 0) change.saves = CostOf(plan.problem, p, stay) - CostOf(plan.problem, p, choice);
    change.reason = WhyChange(plan, practice, change, stay);
    changes.push_back(std::move(change));
  }
  return changes;
}

std::vector<std::string> WarningsOf(const Plan& plan) {
  std::vector<std::string> warnings;
  for (size_t f = 0; f < plan.loads.size(); ++f) {
    if (plan.loads[f].practices <= plan.problem.warn_practices) continue;
    warnings.push_back(absl::StrFormat(
        "%s has %d practices: above %.3g, facilitation has been seen to lose half of its effect.",
        plan.problem.facilitators[f].id, plan.loads[f].practices, plan.problem.warn_practices));
  }
  return warnings;
}

}  // namespace pcsp::planning::facilitators

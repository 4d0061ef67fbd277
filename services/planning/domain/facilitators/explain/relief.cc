#include "services/planning/domain/facilitators/explain/relief.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "common/base/status_macros.h"
#include "services/planning/domain/facilitators/solve/branch_and_bound.h"
#include "services/planning/domain/facilitators/solve/neighbourhoods.h"

namespace pcsp::planning::facilitators {
namespace {

constexpr double kWorthSaying = 1e-6;
constexpr int kGroup = 6;   // facilitators that are assigned anew
constexpr int kNodes = 20;  // of work for each of the two

class Verifier {
 public:
  explicit Verifier(const Outcome& outcome)
      : best_(outcome.best), around_(best_.instance(), {}, /*seed=*/1) {}

  absl::StatusOr<double> Saves(int facilitator, int resource) const {
    const Instance& in = best_.instance();
    const std::vector<int> group = around_.Around(facilitator, kGroup);
    Part part = PartOf(in, around_.PracticesAround(group, best_), group);
    ASSIGN_OR_RETURN(const double without, Cost(part));
    const auto place = std::lower_bound(group.begin(), group.end(), facilitator) - group.begin();
    part.instance.capacity[place * in.resources + resource] += 1;
    ASSIGN_OR_RETURN(const double with, Cost(part));
    return without - with;
  }

 private:
  absl::StatusOr<double> Cost(const Part& part) const {
    Assignment now(part.instance);
    for (int o = 0; o < part.instance.options(); ++o) {
      const int p = part.instance.practice[o];
      if (best_.choice(part.practice_of[p]) == part.option_of[o]) now.Choose(p, o);
    }
    BranchAndBound search(part.instance, now);
    RETURN_IF_ERROR(search.Run(kNodes, [] { return false; }));
    return search.best().cost();
  }

  const Assignment& best_;
  const Neighbourhoods around_;
};

std::string SentenceOf(const Plan& plan, const Relief& relief) {
  std::string what = "hour";
  if (relief.places) what = "practice allowed";
  if (relief.month >= 0) absl::StrAppend(&what, " in month ", relief.month);
  return absl::StrFormat(
      "One more %s at %s saves %.6g, found by solving again (%.6g by its price).", what,
      plan.problem.facilitators[relief.facilitator].id, relief.saves, relief.price);
}

}  // namespace

absl::StatusOr<std::vector<Relief>> ReliefOf(const Plan& plan, const Outcome& outcome, size_t most,
                                             const std::function<bool()>& cancelled) {
  const Instance& in = outcome.best.instance();
  std::vector<std::pair<double, int>> dearest;
  for (int row = 0; row < static_cast<int>(outcome.prices.size()); ++row) {
    if (outcome.prices[row] > kWorthSaying) dearest.emplace_back(-outcome.prices[row], row);
  }
  std::sort(dearest.begin(), dearest.end());
  if (dearest.size() > most) dearest.resize(most);
  const Verifier verifier(outcome);
  std::vector<Relief> all;
  for (const auto& [price, row] : dearest) {
    if (cancelled && cancelled()) break;
    Relief relief{row / in.resources};
    const int resource = row % in.resources;
    const int hours = static_cast<int>(plan.loads[relief.facilitator].hours.size());
    relief.places = resource >= hours;
    if (!relief.places && hours > 1) relief.month = resource;
    relief.price = -price;
    ASSIGN_OR_RETURN(relief.saves, verifier.Saves(relief.facilitator, resource));
    if (relief.saves <= kWorthSaying) continue;
    relief.sentence = SentenceOf(plan, relief);
    all.push_back(std::move(relief));
  }
  std::stable_sort(all.begin(), all.end(),
                   [](const Relief& a, const Relief& b) { return a.saves > b.saves; });
  return all;
}

}  // namespace pcsp::planning::facilitators

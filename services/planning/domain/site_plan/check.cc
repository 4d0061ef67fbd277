#include "services/planning/domain/site_plan/check.h"

#include <cmath>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "services/planning/domain/site_plan/arrange/windows.h"
#include "services/planning/domain/site_plan/pins.h"

namespace pcsp::planning::site {
namespace {

void CheckAmount(const std::string& field, double amount, Violations& violations) {
  if (std::isfinite(amount) && amount >= 0) return;
  violations.Add(field, absl::StrCat(amount), "a number, 0 or more");
}

void CheckId(const std::string& field, const std::string& id, std::set<std::string>& seen,
             Violations& violations) {
  if (id.empty() || !seen.insert(id).second) {
    violations.Add(field, id, "an id that no other has");
  }
}

void CheckIssues(const Problem& problem, Violations& violations) {
  std::set<std::string> seen;
  for (size_t i = 0; i < problem.issues.size(); ++i) {
    const std::string path = absl::StrCat("issues[", i, "]");
    CheckId(path + ".id", problem.issues[i].id, seen, violations);
    CheckAmount(path + ".weight", problem.issues[i].weight, violations);
  }
}

void CheckEffects(const std::string& path, const Problem& problem, const Option& option,
                  Violations& violations) {
  std::set<int> answered;
  for (const Effect& effect : option.effects) {
    const std::string& issue = problem.issues[effect.issue].id;
    const std::string field = absl::StrCat(path, ".closes[", issue, "]");
    if (!(effect.share >= 0 && effect.share <= 1)) {
      violations.Add(field, absl::StrCat(effect.share), "a share, 0 to 1");
    }
    if (!answered.insert(effect.issue).second) violations.Add(field, issue, "each issue once");
  }
}

void CheckOptions(const Problem& problem, Violations& violations) {
  std::set<std::string> seen;
  for (size_t i = 0; i < problem.options.size(); ++i) {
    const Option& option = problem.options[i];
    const std::string path = absl::StrCat("actions[", i, "]");
    CheckId(path + ".id", option.id, seen, violations);
    CheckAmount(path + ".hours", option.hours, violations);
    CheckAmount(path + ".cost", option.cost, violations);
    CheckEffects(path, problem, option, violations);
    if (option.earliest < 0 || option.earliest > option.latest) {
      violations.Add(path + ".earliest_quarter", absl::StrCat(option.earliest + 1),
                     "1 or later, and no later than latest_quarter");
    }
  }
}

void CheckLimits(const Problem& problem, Violations& violations) {
  if (problem.quarters() < 1 || problem.quarters() > kMostQuarters) {
    violations.Add("quarters", absl::StrCat(problem.quarters()),
                   absl::StrCat("1 to ", kMostQuarters, " quarters"));
  }
  for (size_t t = 0; t < problem.hours.size(); ++t) {
    CheckAmount(absl::StrCat("hours_per_quarter[", t, "]"), problem.hours[t], violations);
  }
  if (!(problem.budget >= 0)) {
    violations.Add("budget", absl::StrCat(problem.budget), "a number, 0 or more");
  }
  if (problem.most_new < 1) {
    violations.Add("most_new_actions", absl::StrCat(problem.most_new), "1 or more a quarter");
  }
}

// The way from `option` back to itself among those in `left`, each needing the next; empty when it
// only leads into a cycle.
std::vector<int> CycleFrom(const Problem& problem, int option, const std::set<int>& left) {
  std::vector<int> way = {option};
  std::set<int> seen;
  const auto walk = [&](const auto& self, int at) -> bool {
    for (const Prerequisite& needed : problem.options[at].prerequisites) {
      if (needed.option == option) return true;
      if (left.count(needed.option) == 0 || !seen.insert(needed.option).second) continue;
      way.push_back(needed.option);
      if (self(self, needed.option)) return true;
      way.pop_back();
    }
    return false;
  };
  return walk(walk, option) ? way : std::vector<int>();
}

// Each cycle once, at its first option.
void CheckCycles(const Problem& problem, Violations& violations) {
  std::set<int> left;
  for (size_t i = 0; i < problem.options.size(); ++i) left.insert(static_cast<int>(i));
  for (const int option : InOrder(problem)) left.erase(option);
  std::set<int> told;
  for (const int option : left) {
    if (told.count(option) > 0) continue;
    const std::vector<int> cycle = CycleFrom(problem, option, left);
    if (cycle.empty()) continue;
    std::vector<std::string> ids;
    for (const int one : cycle) ids.push_back(problem.options[one].id);
    ids.push_back(problem.options[option].id);
    told.insert(cycle.begin(), cycle.end());
    violations.Add(absl::StrCat("actions[", option, "].needs"), absl::StrJoin(ids, " needs "),
                   "actions that do not need one another in a circle");
  }
}

}  // namespace

void Check(const Problem& problem, Violations& violations) {
  const size_t before = violations.list().size();
  CheckIssues(problem, violations);
  CheckOptions(problem, violations);
  CheckLimits(problem, violations);
  CheckCycles(problem, violations);
  const bool countable = violations.list().size() == before;
  Problem good = problem;
  good.pins = CheckPinsAlone(problem, violations);
  if (countable) CheckPinsTogether(good, violations);
}

}  // namespace pcsp::planning::site

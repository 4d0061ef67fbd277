#include "services/planning/domain/site_plan/pins.h"

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "services/planning/domain/site_plan/arrange/windows.h"
#include "services/planning/domain/site_plan/pin_words.h"
#include "services/planning/domain/site_plan/spans.h"

namespace pcsp::planning::site {
namespace {

std::string PinPath(const Problem& problem, size_t pin) {
  const int asked = problem.pins[pin].asked;
  return absl::StrCat("pinned[", asked < 0 ? static_cast<int>(pin) : asked, "]");
}

bool Forbidden(const Problem& problem, int option) {
  return std::find(problem.forbidden.begin(), problem.forbidden.end(), option) !=
         problem.forbidden.end();
}

// What `option` needs, directly or by others.
void CollectNeeded(const Problem& problem, int option, std::vector<int>& needed) {
  for (const Prerequisite& one : problem.options[option].prerequisites) {
    if (std::find(needed.begin(), needed.end(), one.option) != needed.end()) continue;
    needed.push_back(one.option);
    CollectNeeded(problem, one.option, needed);
  }
}

class PinCheck {
 public:
  PinCheck(const Problem& problem, Violations& violations)
      : problem_(problem), violations_(violations), windows_(WindowsOf(problem)) {}

  // What is left out can be mended by itself alone: the others are looked at together without it.
  void Run() {
    Problem good = problem_;
    good.pins.clear();
    for (size_t pin = 0; pin < problem_.pins.size(); ++pin) {
      const size_t before = violations_.list().size();
      CheckPin(pin);
      if (violations_.list().size() == before) good.pins.push_back(problem_.pins[pin]);
    }
    CheckBudget();
    good.budget = kUnlimited;
    CheckSpans(good, violations_);
  }

 private:
  void CheckPin(size_t index) {
    const Pin& pin = problem_.pins[index];
    const Option& option = problem_.options[pin.option];
    std::vector<int> needed;
    CollectNeeded(problem_, pin.option, needed);
    bool forbidden = false;
    for (const int one : needed) {
      if (!Forbidden(problem_, one)) continue;
      forbidden = true;
      violations_.Add(PinPath(problem_, index), option.id,
                      absl::StrCat("an action that does not need \"", problem_.options[one].id,
                                   "\", which is forbidden"));
    }
    if (forbidden) return;
    if (!windows_[pin.option].possible()) {
      violations_.Add(PinPath(problem_, index) + ".quarter", PinText(pin), WhenItCan(pin.option));
    } else {
      CheckSize(index, windows_[pin.option]);
    }
  }

  std::string PinText(const Pin& pin) const {
    const std::string& id = problem_.options[pin.option].id;
    return pin.quarter ? absl::StrCat(id, " in quarter ", *pin.quarter + 1) : id;
  }

  // As if nothing were pinned to a quarter but what it needs.
  std::string WhenItCan(int option) const {
    Problem free = problem_;
    for (Pin& pin : free.pins) {
      if (pin.option == option) pin.quarter.reset();
    }
    const Window window = WindowsOf(free)[option];
    if (!window.possible()) return "a plan long enough for what it needs to start before";
    return absl::StrCat("it can start in ", Span(window.first, window.last),
                        ", after what it needs and before what needs it");
  }

  void CheckSize(size_t index, const Window& window) {
    const Option& option = problem_.options[problem_.pins[index].option];
    const double most = *std::max_element(problem_.hours.begin() + window.first,
                                          problem_.hours.begin() + window.last + 1);
    if (option.hours <= Limit(most)) return;
    violations_.Add(
        PinPath(problem_, index), absl::StrCat(option.id, ": ", Amount(option.hours), " hours"),
        absl::StrCat("at most ", Amount(most), " hours, what ", Span(window.first, window.last),
                     window.first == window.last ? " has: " : " have at most: ",
                     Amount(option.hours - most), " too many"));
  }

  void CheckBudget() {
    const std::vector<int> required = RequiredOf(windows_);
    double cost = 0;
    for (const int option : required) cost += problem_.options[option].cost;
    if (cost <= Limit(problem_.budget)) return;
    violations_.Add("pinned", absl::StrCat(Ids(problem_, required), ": cost ", Amount(cost)),
                    absl::StrCat("at most the budget of ", Amount(problem_.budget), ": ",
                                 Amount(cost - problem_.budget), " too much"));
  }

  const Problem& problem_;
  Violations& violations_;
  const std::vector<Window> windows_;
};

}  // namespace

std::vector<Pin> CheckPinsAlone(const Problem& problem, Violations& violations) {
  std::map<int, size_t> seen;
  std::vector<Pin> good;
  for (size_t pin = 0; pin < problem.pins.size(); ++pin) {
    const size_t before = violations.list().size();
    const std::string path = PinPath(problem, pin);
    const int option = problem.pins[pin].option;
    const std::string& id = problem.options[option].id;
    if (!seen.emplace(option, pin).second) {
      violations.Add(
          path, id,
          absl::StrCat("an action that ", PinPath(problem, seen[option]), " does not pin already"));
    }
    if (Forbidden(problem, option)) {
      violations.Add(path, id, "an action that is not forbidden as well");
    }
    const auto quarter = problem.pins[pin].quarter;
    if (quarter && (*quarter < 0 || *quarter >= problem.quarters())) {
      violations.Add(path + ".quarter", absl::StrCat(*quarter + 1),
                     absl::StrCat("1 to ", problem.quarters()));
    }
    if (violations.list().size() > before) continue;
    good.push_back(problem.pins[pin]);
    if (good.back().asked < 0) good.back().asked = static_cast<int>(pin);
  }
  return good;
}

void CheckPinsTogether(const Problem& problem, Violations& violations) {
  if (problem.pins.empty()) return;
  PinCheck(problem, violations).Run();
}

}  // namespace pcsp::planning::site

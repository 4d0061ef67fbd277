#include "services/planning/domain/site_plan/pins.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "services/planning/domain/site_plan/arrange/placement.h"

namespace pcsp::planning::site {
namespace {

std::string Amount(double amount) { return absl::StrFormat("%.6g", amount); }

std::string PinPath(size_t pin) { return absl::StrCat("pinned[", pin, "]"); }

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

std::string Ids(const Problem& problem, const std::vector<int>& options) {
  return absl::StrJoin(options, ", ", [&](std::string* out, int option) {
    absl::StrAppend(out, problem.options[option].id);
  });
}

std::string Span(int first, int last) {
  return first == last ? absl::StrCat("quarter ", first + 1)
                       : absl::StrCat("quarters ", first + 1, " to ", last + 1);
}

class PinCheck {
 public:
  PinCheck(const Problem& problem, Violations& violations)
      : problem_(problem), violations_(violations), ground_(problem) {
    for (size_t option = 0; option < ground_.windows.size(); ++option) {
      if (ground_.windows[option].required) required_.push_back(static_cast<int>(option));
    }
  }

  void Run() {
    const size_t before = violations_.list().size();
    for (size_t pin = 0; pin < problem_.pins.size(); ++pin) CheckPin(pin);
    CheckBudget();
    if (violations_.list().size() > before) return;
    CheckSpans();
    if (violations_.list().size() == before) CheckArrangement();
  }

 private:
  void CheckPin(size_t index) {
    const Pin& pin = problem_.pins[index];
    const Option& option = problem_.options[pin.option];
    std::vector<int> needed;
    CollectNeeded(problem_, pin.option, needed);
    bool forbidden = Forbidden(problem_, pin.option);
    for (const int one : needed) {
      if (!Forbidden(problem_, one)) continue;
      forbidden = true;
      violations_.Add(PinPath(index), option.id,
                      absl::StrCat("an action that does not need \"", problem_.options[one].id,
                                   "\", which is forbidden"));
    }
    if (forbidden) return;
    if (!ground_.windows[pin.option].possible()) {
      violations_.Add(PinPath(index) + ".quarter", PinText(pin), WhenItCan(pin.option));
    } else {
      CheckSize(index, ground_.windows[pin.option]);
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
        PinPath(index), absl::StrCat(option.id, ": ", Amount(option.hours), " hours"),
        absl::StrCat("at most ", Amount(most), " hours, what ", Span(window.first, window.last),
                     window.first == window.last ? " has: " : " have at most: ",
                     Amount(option.hours - most), " too many"));
  }

  void CheckBudget() {
    double cost = 0;
    for (const int option : required_) cost += problem_.options[option].cost;
    if (cost <= Limit(problem_.budget)) return;
    violations_.Add("pinned", absl::StrCat(Ids(problem_, required_), ": cost ", Amount(cost)),
                    absl::StrCat("at most the budget of ", Amount(problem_.budget), ": ",
                                 Amount(cost - problem_.budget), " too much"));
  }

  // Spans of quarters by length, so that what a short one explains is not told again.
  void CheckSpans() {
    std::vector<std::pair<int, int>> told;
    const int quarters = problem_.quarters();
    for (int length = 1; length <= quarters; ++length) {
      for (int first = 0; first + length <= quarters; ++first) {
        const int last = first + length - 1;
        const bool explained = std::any_of(told.begin(), told.end(), [&](const auto& span) {
          return span.first >= first && span.second <= last;
        });
        if (!explained && !SpanHolds(first, last)) told.emplace_back(first, last);
      }
    }
  }

  // What must start in the span keeps its hours and places.
  bool SpanHolds(int first, int last) {
    std::vector<int> inside;
    double hours = 0;
    for (const int option : required_) {
      const Window& window = ground_.windows[option];
      if (window.first < first || window.last > last) continue;
      inside.push_back(option);
      hours += problem_.options[option].hours;
    }
    const double has =
        std::accumulate(problem_.hours.begin() + first, problem_.hours.begin() + last + 1, 0.0);
    const int places = problem_.most_new * (last - first + 1);
    const int more = static_cast<int>(inside.size()) - places;
    const std::string who = absl::StrCat(Ids(problem_, inside), " in ", Span(first, last), ": ");
    if (hours > Limit(has)) {
      violations_.Add(
          "pinned", absl::StrCat(who, Amount(hours), " hours"),
          absl::StrCat("at most ", Amount(has), " hours: ", Amount(hours - has), " too many"));
    }
    if (more > 0) {
      violations_.Add("pinned", absl::StrCat(who, inside.size(), " new actions"),
                      absl::StrCat("at most ", places, ": ", more, " too many"));
    }
    return hours <= Limit(has) && more <= 0;
  }

  void CheckArrangement() {
    const Placement placement = PlaceRequired(ground_);
    if (placement.found || !placement.sure) return;
    const double enough = HoursThatSuffice();
    violations_.Add("pinned", Ids(problem_, required_),
                    std::isinf(enough)
                        ? "actions for which there is an order within the places of each quarter"
                        : absl::StrCat("actions that can be divided over the quarters: ",
                                       Amount(enough), " more hours in each would be enough"));
  }

  bool SufficesWith(double more) const {
    Problem wider = problem_;
    for (double& hours : wider.hours) hours += more;
    return PlaceRequired(Ground(wider)).found.has_value();
  }

  // By halving, to a hundredth of an hour, rounded up.
  double HoursThatSuffice() const {
    double most = 0;
    for (const int option : required_) most += problem_.options[option].hours;
    if (!SufficesWith(most)) return kUnlimited;
    double least = 0;
    while (most - least > 0.001) {
      const double middle = (least + most) / 2;
      (SufficesWith(middle) ? most : least) = middle;
    }
    const double rounded = std::ceil(most * 100 - 0.2) / 100;
    return SufficesWith(rounded) ? rounded : rounded + 0.01;
  }

  const Problem& problem_;
  Violations& violations_;
  const Ground ground_;
  std::vector<int> required_;
};

}  // namespace

void CheckPinsAlone(const Problem& problem, Violations& violations) {
  std::map<int, size_t> seen;
  for (size_t pin = 0; pin < problem.pins.size(); ++pin) {
    const int option = problem.pins[pin].option;
    const std::string& id = problem.options[option].id;
    if (!seen.emplace(option, pin).second) {
      violations.Add(
          PinPath(pin), id,
          absl::StrCat("an action that ", PinPath(seen[option]), " does not pin already"));
    }
    if (Forbidden(problem, option)) {
      violations.Add(PinPath(pin), id, "an action that is not forbidden as well");
    }
    const auto quarter = problem.pins[pin].quarter;
    if (quarter && (*quarter < 0 || *quarter >= problem.quarters())) {
      violations.Add(PinPath(pin) + ".quarter", absl::StrCat(*quarter + 1),
                     absl::StrCat("1 to ", problem.quarters()));
    }
  }
}

void CheckPinsTogether(const Problem& problem, Violations& violations) {
  if (problem.pins.empty()) return;
  PinCheck(problem, violations).Run();
}

}  // namespace pcsp::planning::site

#include "services/planning/domain/site_plan/arrange/windows.h"

#include <algorithm>

namespace pcsp::planning::site {
namespace {

std::vector<Window> OwnWindows(const Problem& problem) {
  std::vector<Window> windows;
  for (const Option& option : problem.options) {
    windows.push_back({option.earliest, std::min(option.latest, problem.quarters() - 1), false});
  }
  for (const int option : problem.forbidden) windows[option].last = -1;
  for (const Pin& pin : problem.pins) {
    Window& window = windows[pin.option];
    window.required = true;
    if (!pin.quarter) continue;
    window.first = std::max(window.first, *pin.quarter);
    window.last = std::min(window.last, *pin.quarter);
  }
  return windows;
}

}  // namespace

std::vector<int> InOrder(const Problem& problem) {
  const int count = static_cast<int>(problem.options.size());
  std::vector<int> order;
  std::vector<bool> done(count, false);
  for (bool more = true; more;) {
    more = false;
    for (int option = 0; option < count; ++option) {
      const auto& needed = problem.options[option].prerequisites;
      if (done[option] || !std::all_of(needed.begin(), needed.end(),
                                       [&](const Prerequisite& p) { return done[p.option]; })) {
        continue;
      }
      done[option] = more = true;
      order.push_back(option);
    }
  }
  return order;
}

std::vector<Window> WindowsOf(const Problem& problem) {
  std::vector<Window> windows = OwnWindows(problem);
  const std::vector<int> order = InOrder(problem);
  for (const int option : order) {
    Window& window = windows[option];
    for (const Prerequisite& needed : problem.options[option].prerequisites) {
      const Window& before = windows[needed.option];
      if (!before.possible()) window.last = -1;
      window.first = std::max(window.first, before.first + needed.lag);
    }
  }
  for (auto option = order.rbegin(); option != order.rend(); ++option) {
    if (!windows[*option].required) continue;
    for (const Prerequisite& needed : problem.options[*option].prerequisites) {
      Window& before = windows[needed.option];
      before.required = true;
      before.last = std::min(before.last, windows[*option].last - needed.lag);
    }
  }
  return windows;
}

std::vector<int> RequiredOf(const std::vector<Window>& windows) {
  std::vector<int> required;
  for (size_t option = 0; option < windows.size(); ++option) {
    if (windows[option].required) required.push_back(static_cast<int>(option));
  }
  return required;
}

}  // namespace pcsp::planning::site

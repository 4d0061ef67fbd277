#include "gateway/flows/plan_programme/refreshers.h"

#include <algorithm>
#include <cstdlib>

namespace pcsp::gateway {
namespace {

int DistanceTo(const RefresherWindow& window, int fortnight) {
  if (fortnight < window.from) return window.from - fortnight;
  return std::max(0, fortnight - window.until);
}

// Whoever takes nothing of the window can. Whoever would leave less of it than half of their own
// time waits for a window of their own. Without the first, a window that another before it made
// short would be followed by one a fortnight.
bool CanJoin(const RefresherWindow& window, const RefresherDue& due) {
  return due.from <= window.from || 2 * (window.until - due.from) >= due.until - due.from;
}

void Reach(RefresherWindow& window, int fortnight) {
  window.from = std::min(window.from, fortnight);
  window.until = std::max(window.until, fortnight);
}

}  // namespace

RefresherDue DueBy(const PlanFacts& facts, type::v1::StaffGroup group, absl::CivilDay lapse,
                   int weeks) {
  const absl::civil_diff_t days = lapse - facts.start, first = days - 7 * weeks;
  RefresherDue due = {.group = group};
  due.until = static_cast<int>(days / kDaysPerFortnight) - 1;
  if (first > 0) {
    due.from = static_cast<int>((first + kDaysPerFortnight - 1) / kDaysPerFortnight);
  }
  due.from = std::clamp(due.from, 0, std::max(0, due.until));
  return due;
}

int CountLapses(const PlanFacts& facts, const std::string& competence) {
  const absl::CivilDay end = facts.start + facts.fortnights * kDaysPerFortnight;
  return static_cast<int>(std::ranges::count_if(facts.people, [&](const PlanPerson& person) {
    const auto held = person.held.find(competence);
    return held != person.held.end() && held->second <= end;
  }));
}

std::vector<RefresherWindow> WindowsOf(std::vector<RefresherDue> due, const std::set<int>& booked) {
  std::ranges::stable_sort(due, {}, &RefresherDue::until);
  std::vector<RefresherWindow> windows;
  for (const RefresherDue& one : due) {
    if (windows.empty() || !CanJoin(windows.back(), one)) {
      const int free = windows.empty() ? 0 : windows.back().until + 1;
      windows.push_back({std::max(one.from, free), std::max(one.until, free), {}});
    }
    windows.back().from = std::max(windows.back().from, one.from);
    ++windows.back().people[one.group];
  }
  for (const int fortnight : booked) {
    const auto nearest = std::ranges::min_element(
        windows, {}, [&](const auto& window) { return DistanceTo(window, fortnight); });
    if (nearest != windows.end()) Reach(*nearest, fortnight);
  }
  return windows;
}

}  // namespace pcsp::gateway

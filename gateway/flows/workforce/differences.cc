#include "gateway/flows/workforce/differences.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <map>
#include <set>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"

namespace pcsp::gateway {
namespace {

using v1::ForecastColumn;

constexpr double kNothing = .05;  // people that a tenth does not show

std::string Counted(int count, const char* one, const char* many) {
  return absl::StrCat(count, " ", count == 1 ? one : many);
}

// "3 more practices", "1 practice fewer".
std::string MoreOrFewer(int by) { return by > 0 ? "more" : "fewer"; }

void AddTrained(const ForecastColumn& from, ForecastColumn& column) {
  if (column.months().empty() || from.months_size() != column.months_size()) return;
  const v1::ComparedMonth& now = *column.months().rbegin();
  const v1::ComparedMonth& then = *from.months().rbegin();
  const double more = now.trained() - then.trained();
  if (std::abs(more) >= kNothing) {
    column.add_differences(absl::StrFormat(
        "At the end of %s %.1f %s people are trained: %.1f instead of %.1f.", now.month(),
        std::abs(more), more > 0 ? "more" : "fewer", now.trained(), then.trained()));
  }
  if (const int met = now.met() - then.met(); met != 0) {
    column.add_differences(
        absl::StrCat("By then ", std::abs(met), " ", MoreOrFewer(met),
                     " staff groups of steering groups meet their target: ", now.met(), " of ",
                     now.posts(), " instead of ", then.met(), "."));
  }
}

std::string MonthOf(const planning::v1::EarliestStart& start) {
  return start.has_month() ? start.month_name() : "in none of the months";
}

void AddStarts(const ForecastColumn& from, ForecastColumn& column) {
  for (int w = 0; w < column.earliest_starts_size(); ++w) {
    const auto& now = column.earliest_starts(w);
    const std::string practices = Counted(now.practices(), "practice", "practices");
    if (w >= from.earliest_starts_size() ||
        from.earliest_starts(w).practices() != now.practices()) {
      column.add_differences(absl::StrCat(
          practices, " that the other does not ask for can start: ", MonthOf(now), "."));
      continue;
    }
    const auto& then = from.earliest_starts(w);
    if (now.has_month() == then.has_month() && now.month() == then.month()) continue;
    if (!now.has_month() || !then.has_month()) {
      column.add_differences(absl::StrCat(practices, " can start: ", MonthOf(now), ", instead of ",
                                          MonthOf(then), "."));
      continue;
    }
    const int later = now.month() - then.month();
    column.add_differences(absl::StrCat(practices, " can start ",
                                        Counted(std::abs(later), "month", "months"),
                                        later > 0 ? " later" : " earlier", ": ", now.month_name(),
                                        " instead of ", then.month_name(), "."));
  }
}

// People to recruit, and the month in which the first of them begin.
struct Recruits {
  int people = 0;
  int first = 0;
};

std::map<std::string, Recruits> RecruitsOf(const ForecastColumn& column) {
  std::map<std::string, Recruits> pools;
  for (const auto& one : column.recruit()) {
    Recruits& pool = pools[one.pool()];
    pool.first = pool.people == 0 ? one.begin_by() : std::min(pool.first, one.begin_by());
    pool.people += one.people();
  }
  return pools;
}

std::string MonthName(const ForecastColumn& column, int month) {
  return month < column.months_size() ? column.months(month).month() : absl::StrCat(month);
}

void AddRecruits(const ForecastColumn& from, ForecastColumn& column) {
  std::map<std::string, Recruits> now = RecruitsOf(column), then = RecruitsOf(from);
  std::set<std::string> pools;
  for (const auto& [pool, recruits] : now) pools.insert(pool);
  for (const auto& [pool, recruits] : then) pools.insert(pool);
  for (const std::string& pool : pools) {
    const int more = now[pool].people - then[pool].people;
    if (more != 0) {
      column.add_differences(absl::StrCat(std::abs(more), " ", MoreOrFewer(more),
                                          " to recruit for ", pool, ": ", now[pool].people,
                                          " instead of ", then[pool].people, "."));
    }
    const bool both = now[pool].people > 0 && then[pool].people > 0;
    if (both && now[pool].first != then[pool].first) {
      column.add_differences(absl::StrCat("The first recruits for ", pool, " begin by ",
                                          MonthName(column, now[pool].first), " instead of ",
                                          MonthName(from, then[pool].first), "."));
    }
  }
  if (const int more = column.unmet_size() - from.unmet_size(); more != 0) {
    column.add_differences(absl::StrCat(Counted(std::abs(more), "month", "months"), " ",
                                        MoreOrFewer(more),
                                        " in which no recruiting gives people enough."));
  }
}

}  // namespace

void AddDifferences(const ForecastColumn& from, ForecastColumn& column) {
  AddTrained(from, column);
  AddStarts(from, column);
  AddRecruits(from, column);
  if (column.differences().empty()) column.add_differences("Nothing differs.");
}

}  // namespace pcsp::gateway

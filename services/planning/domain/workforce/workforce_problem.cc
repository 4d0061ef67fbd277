#include "services/planning/domain/workforce/workforce_problem.h"

#include "absl/strings/str_cat.h"

namespace pcsp::planning::workforce {

std::string MonthName(const Problem& problem, int month) {
  if (!problem.first_month) return absl::StrCat("month ", month);
  static constexpr const char* kNames[] = {"January",   "February", "March",    "April",
                                           "May",       "June",     "July",     "August",
                                           "September", "October",  "November", "December"};
  const absl::CivilMonth named = *problem.first_month + month;
  return absl::StrCat(kNames[named.month() - 1], " ", named.year());
}

}  // namespace pcsp::planning::workforce

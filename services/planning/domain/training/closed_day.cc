#include "services/planning/domain/training/closed_day.h"

#include <set>

#include "absl/strings/str_cat.h"
#include "services/planning/domain/calendar.h"
#include "services/planning/domain/training/kept.h"
#include "services/planning/domain/training/text_checks.h"

namespace pcsp::planning::training {
namespace {

constexpr size_t kMostDays = 500, kLongestTitle = 100;

}  // namespace

void CheckClosedDays(absl::Span<const ClosedDay> days, Violations& violations) {
  if (days.size() > kMostDays) {
    violations.Add("training_settings.closed_days", absl::StrCat(days.size()),
                   absl::StrCat("at most ", kMostDays));
  }
  std::set<absl::CivilDay> seen;
  for (size_t i = 0; i < days.size(); ++i) {
    const std::string field = absl::StrCat("training_settings.closed_days[", i, "]");
    CheckLine(field + ".title", days[i].title, kLongestTitle, violations);
    if (days[i].day != kNever && !seen.insert(days[i].day).second) {
      violations.Add(field + ".date", DayText(days[i].day), "each day once");
    }
  }
}

}  // namespace pcsp::planning::training

#include "services/planning/domain/facilitation/capacity.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "services/planning/domain/calendar.h"
#include "services/planning/domain/training/text_checks.h"

namespace pcsp::planning::training {
namespace {

constexpr int kMinutes = 60;
constexpr int kMostHours = 400;
constexpr size_t kMostMonths = 120;
constexpr size_t kMostRegions = 50;
constexpr size_t kMostSkills = 20;

void CheckHours(absl::string_view field, int minutes, Violations& violations) {
  if (minutes >= 0 && minutes <= kMostHours * kMinutes) return;
  violations.Add(std::string(field), absl::StrCat(static_cast<double>(minutes) / kMinutes),
                 absl::StrCat("0 to ", kMostHours));
}

bool IsAway(absl::Span<const Leave> leaves, absl::CivilDay day) {
  return std::any_of(leaves.begin(), leaves.end(),
                     [day](const Leave& leave) { return leave.first <= day && day <= leave.last; });
}

int WorkingDays(absl::CivilMonth month) {
  int days = 0;
  for (absl::CivilDay day(month); day < absl::CivilDay(month + 1); ++day) {
    days += WorkingDayFrom(day) == day ? 1 : 0;
  }
  return days;
}

}  // namespace

std::string MonthText(absl::CivilMonth month) {
  return absl::StrFormat("%04d-%02d", month.year(), month.month());
}

std::optional<absl::CivilMonth> MonthFromText(absl::string_view text) {
  const auto day = DayFromText(absl::StrCat(text, "-01"));
  if (!day) return std::nullopt;
  return absl::CivilMonth(*day);
}

void CheckCapacity(const Capacity& capacity, Violations& violations) {
  CheckHours("facilitator_capacity.hours_per_month", capacity.minutes_per_month, violations);
  for (const auto& [month, minutes] : capacity.months) {
    CheckHours(absl::StrCat("facilitator_capacity.months[", MonthText(month), "].hours"), minutes,
               violations);
  }
  if (capacity.months.size() > kMostMonths) {
    violations.Add("facilitator_capacity.months", absl::StrCat(capacity.months.size()),
                   absl::StrCat("at most ", kMostMonths));
  }
  CheckWords("facilitator_capacity.travel_regions", capacity.travel_regions, kMostRegions,
             violations);
  CheckWords("facilitator_capacity.skills", capacity.skills, kMostSkills, violations);
}

double MinutesBetween(const Capacity& capacity, absl::Span<const Leave> leaves,
                      absl::CivilDay first, absl::CivilDay last) {
  double total = 0;
  for (absl::CivilMonth month(first); absl::CivilDay(month) <= last; ++month) {
    const auto differs = capacity.months.find(month);
    const int minutes =
        differs == capacity.months.end() ? capacity.minutes_per_month : differs->second;
    const absl::CivilDay from = std::max(first, absl::CivilDay(month));
    const absl::CivilDay until = std::min(last, absl::CivilDay(month + 1) - 1);
    int worked = 0;
    for (absl::CivilDay day = from; day <= until; ++day) {
      if (WorkingDayFrom(day) == day && !IsAway(leaves, day)) ++worked;
    }
    total += static_cast<double>(minutes) * worked / WorkingDays(month);
  }
  return total;
}

}  // namespace pcsp::planning::training

#include "services/planning/domain/facilitation/settings.h"

#include "absl/strings/str_cat.h"
#include "services/planning/domain/training/text_checks.h"

namespace pcsp::planning::training {
namespace {

constexpr int kMostContactHours = 1000;
constexpr int kMostPractices = 1000;
constexpr int kLongestLapsing = 730;
constexpr int kLongestAssurance = 120;
constexpr int kMinutes = 60;

}  // namespace

void CheckSettings(const Settings& settings, Violations& violations) {
  const int minutes = settings.contact_minutes_per_year;
  if (minutes < 0 || minutes > kMostContactHours * kMinutes) {
    violations.Add("training_settings.contact_hours_per_year",
                   absl::StrCat(static_cast<double>(minutes) / kMinutes),
                   absl::StrCat("0 to ", kMostContactHours));
  }
  CheckRange("training_settings.most_practices", settings.most_practices, 1, kMostPractices,
             violations);
  CheckRange("training_settings.lapsing_days", settings.lapsing_days, 0, kLongestLapsing,
             violations);
  CheckRange("training_settings.quality_assurance_months", settings.quality_assurance_months, 1,
             kLongestAssurance, violations);
  CheckClosedDays(settings.closed_days, violations);
}

}  // namespace pcsp::planning::training

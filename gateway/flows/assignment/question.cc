#include "gateway/flows/assignment/question.h"

#include <algorithm>
#include <cmath>

#include "absl/strings/str_cat.h"
#include "common/base/error.h"
#include "common/base/status_macros.h"
#include "gateway/flows/names.h"

namespace pcsp::gateway {
namespace {

constexpr int kMostMonths = 36;
constexpr double kMostSeconds = 30;
constexpr size_t kDayLength = 10;  // yyyy-mm-dd

// The same day of a later month, or its last where it has no such day.
absl::CivilDay MonthsLater(absl::CivilDay day, int months) {
  const absl::CivilMonth month = absl::CivilMonth(day) + months;
  return std::min(absl::CivilDay(month) + (day.day() - 1), absl::CivilDay(month + 1) - 1);
}

void CheckAmount(const std::string& field, bool given, double value, Violations& violations) {
  if (!given || (value >= 0 && std::isfinite(value))) return;
  violations.Add(field, absl::StrCat(value), "a number from 0");
}

void CheckNumbers(const v1::ProposeAssignmentsRequest& r, Violations& violations) {
  if (r.months() < 0 || r.months() > kMostMonths) {
    violations.Add("months", absl::StrCat(r.months()), absl::StrCat("1 to ", kMostMonths));
  }
  if (!(r.seconds() >= 0 && r.seconds() <= kMostSeconds)) {
    violations.Add("seconds", absl::StrCat(r.seconds()), absl::StrCat("0 to ", kMostSeconds));
  }
  CheckAmount("discontinuity_penalty", r.has_discontinuity_penalty(), r.discontinuity_penalty(),
              violations);
  CheckAmount("cost_per_km", r.has_cost_per_km(), r.cost_per_km(), violations);
  CheckAmount("visits_per_year", r.has_visits_per_year(), r.visits_per_year(), violations);
  CheckAmount("assumed_km", r.has_assumed_km(), r.assumed_km(), violations);
  CheckAmount("reach_km", r.has_reach_km(), r.reach_km(), violations);
  CheckAmount("contact_hours_per_year", r.has_contact_hours_per_year(), r.contact_hours_per_year(),
              violations);
}

absl::CivilDay StartOf(const std::string& text, absl::Time now, Violations& violations) {
  absl::CivilDay day = absl::ToCivilDay(now, absl::UTCTimeZone());
  if (text.empty()) return day;
  if (text.size() != kDayLength || !absl::ParseCivilTime(text, &day)) {
    violations.Add("start_date", text, "a day that exists, written yyyy-mm-dd");
  }
  return day;
}

}  // namespace

std::pair<absl::CivilDay, absl::CivilDay> Question::Month(int index) const {
  return {MonthsLater(start, index), MonthsLater(start, index + 1) - 1};
}

absl::StatusOr<Question> QuestionOf(const v1::ProposeAssignmentsRequest& request, absl::Time now) {
  Violations violations;
  const auto programme = ProgrammeOf("parent", request.parent());
  violations.Merge("", programme.status());
  if (programme.ok() && *programme != request.parent()) {
    violations.Add("parent", request.parent(), "programmes/{programme}");
  }
  Question question{.request = request, .start = StartOf(request.start_date(), now, violations)};
  CheckNumbers(request, violations);
  if (request.months() != 0) question.months = request.months();
  if (request.has_discontinuity_penalty()) {
    question.discontinuity_penalty = request.discontinuity_penalty();
  }
  if (request.has_assumed_km()) question.assumed_km = request.assumed_km();
  RETURN_IF_ERROR(violations.ToStatus());
  return question;
}

std::string DayText(absl::CivilDay day) { return absl::FormatCivilTime(day); }

}  // namespace pcsp::gateway

#include "gateway/flows/plan_programme/request_check.h"

#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "common/base/error.h"
#include "common/base/ids.h"
#include "gateway/flows/names.h"

namespace pcsp::gateway {
namespace {

constexpr int kMostWeeks = 520;
constexpr int kFirstYear = 1900, kLastYear = 2180;  // that services know, and ten years beyond
constexpr double kMostMoney = 1e9, kMostSeconds = 3600;
constexpr size_t kLongestTitle = 200;

absl::CivilDay DayFrom(const std::string& field, const std::string& text, Violations& violations) {
  absl::CivilDay day;
  if (!absl::ParseCivilTime(text, &day) || absl::FormatCivilTime(day) != text) {
    violations.Add(field, text, "a day, yyyy-mm-dd");
  }
  return day;
}

void CheckNames(const v1::PlanProgrammeRequest& request, Violations& violations) {
  const auto check = [&](const std::string& field, const std::string& name,
                         absl::string_view collection) {
    const std::string prefix = absl::StrCat(request.parent(), "/", collection, "/");
    if (absl::StartsWith(name, prefix) && IsResourceId(name.substr(prefix.size()))) return;
    violations.Add(field, name, absl::StrCat(prefix, "{id}"));
  };
  if (!request.within().empty()) check("within", request.within(), "organisations");
  for (int i = 0; i < request.courses_size(); ++i) {
    check(absl::StrCat("courses[", i, "]"), request.courses(i), "courses");
  }
  for (int i = 0; i < request.dropped_sessions_size(); ++i) {
    check(absl::StrCat("dropped_sessions[", i, "]"), request.dropped_sessions(i), "sessions");
  }
  for (int i = 0; i < request.without_size(); ++i) {
    check(absl::StrCat("without[", i, "]"), request.without(i), "organisations");
  }
}

void CheckNumbers(const v1::PlanProgrammeRequest& request, Violations& violations) {
  const auto check = [&](const char* field, double value, double low, double high) {
    if (value >= low && value <= high) return;
    violations.Add(field, absl::StrCat(value), absl::StrCat("a number from ", low, " to ", high));
  };
  if (request.weeks() != 0) check("weeks", request.weeks(), 2, kMostWeeks);
  check("seats", request.seats(), 0, 10'000);
  check("minimum_size", request.minimum_size(), 0, 10'000);
  check("trainers_per_session", request.trainers_per_session(), 0, 20);
  check("backfill_share", request.backfill_share(), 0, 1);
  check("reach_km", request.reach_km(), 0, 2000);
  check("frozen_weeks", request.frozen_weeks(), 0, kMostWeeks);
  check("keep", request.keep(), 0, kMostMoney);
  check("time_limit_seconds", request.time_limit_seconds(), 0, kMostSeconds);
  if (request.has_refresher_weeks()) {
    check("refresher_weeks", request.refresher_weeks(), 2, kMostWeeks);
  }
  const v1::ProgrammePlanCosts& costs = request.costs();
  check("costs.session", costs.session(), 0, kMostMoney);
  check("costs.km", costs.km(), 0, kMostMoney);
  check("costs.late", costs.late(), 0, kMostMoney);
  check("costs.unmet", costs.unmet(), 0, kMostMoney);
  if (request.most_moves() < 0) {
    violations.Add("most_moves", absl::StrCat(request.most_moves()), "0 or more");
  }
}

}  // namespace

absl::Status CheckPlanRequest(const v1::PlanProgrammeRequest& request, absl::CivilDay* start) {
  Violations violations;
  if (const auto programme = ProgrammeOf("parent", absl::StrCat(request.parent(), "/x"));
      !programme.ok() || *programme != request.parent()) {
    violations.Add("parent", request.parent(), "programmes/{programme}");
  }
  if (!request.start_date().empty()) {
    const size_t before = violations.list().size();
    *start = DayFrom("start_date", request.start_date(), violations);
    const bool day = violations.list().size() == before;
    if (day && (start->year() < kFirstYear || start->year() > kLastYear)) {
      violations.Add("start_date", request.start_date(),
                     absl::StrCat("a day of the years ", kFirstYear, " to ", kLastYear));
    }
  }
  for (int i = 0; i < request.blocked_weeks_size(); ++i) {
    DayFrom(absl::StrCat("blocked_weeks[", i, "]"), request.blocked_weeks(i), violations);
  }
  if (!request.request_id().empty() && !IsUuid(request.request_id())) {
    violations.Add("request_id", request.request_id(), "a UUID");
  }
  const std::string& id = request.programme_plan_id();
  if (!id.empty() && !IsResourceId(id)) violations.Add("programme_plan_id", id, kResourceIdRule);
  if (request.display_name().size() > kLongestTitle) {
    violations.Add("display_name", request.display_name(),
                   absl::StrCat("at most ", kLongestTitle, " characters"));
  }
  CheckNames(request, violations);
  CheckNumbers(request, violations);
  return violations.ToStatus();
}
}  // namespace pcsp::gateway

#include "services/planning/domain/cohorts/problem_faults.h"

#include <algorithm>
#include <set>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "services/planning/domain/cohorts/problem_check.h"
#include "services/planning/domain/untold.h"

namespace pcsp::planning {
namespace {

constexpr absl::string_view kSessions = "sessions[";

// "practices[3].km" is "practices[3].reach" of a message.
std::string Reach(std::string field, const std::string& name) {
  const size_t end = field.find("].km");
  if (!absl::StartsWith(field, "practices[") || end == std::string::npos) return field;
  return field.replace(end + 2, 2, name);
}

// "sessions[12].seats" is "series[1].seats" of a session that comes of a series.
std::string OfSeries(const std::string& field, const ProblemFields& fields) {
  const size_t close = field.find(']');
  int i = 0;
  if (!absl::StartsWith(field, kSessions) || close == std::string::npos ||
      !absl::SimpleAtoi(field.substr(kSessions.size(), close - kSessions.size()), &i) ||
      i >= static_cast<int>(fields.series_of.size()) || fields.series_of[i] < 0) {
    return "";
  }
  std::string rest = field.substr(close + 1);
  // What a series does not have itself: it says until when.
  if (rest == ".fortnight") rest = ".until";
  if (rest == ".id") rest = "";
  return absl::StrCat(fields.series, "[", fields.series_of[i], "]", rest);
}

std::string Renamed(const std::string& field, const ProblemFields& fields) {
  for (const auto& [ours, theirs] : fields.names) {
    if (absl::StartsWith(field, ours)) return absl::StrCat(theirs, field.substr(ours.size()));
  }
  return Reach(field, fields.reach);
}

}  // namespace

void AddFaultsOfSense(const CohortProblem& problem, const ProblemFields& fields,
                      Violations& violations) {
  Violations sense, named;
  sense.Merge("", CheckCohortProblem(problem));
  std::set<std::string> series;
  // Of a time that is not known nobody can say whether there is a number for each fortnight.
  const bool no_time = std::ranges::count(violations.list(), "fortnights", &Violation::field) > 0;
  for (const Violation& one : sense.list()) {
    if (no_time && (IsIn(one.field, "national_trainers") || one.field.ends_with("].trainers") ||
                    one.field.ends_with("].days"))) {
      continue;
    }
    std::string field = OfSeries(one.field, fields), expected = one.expected;
    if (field.empty()) {
      field = Renamed(one.field, fields);
    } else if (!series.insert(field).second) {
      continue;
    } else {
      expected = expected.substr(0, expected.rfind(" ("));  // the session's name, which nobody gave
    }
    named.Add(field, one.given, expected);
  }
  MergeUntold(named.ToStatus(), violations, {{".least", ".seats"}});
}

}  // namespace pcsp::planning

// What those who keep such lists call the columns. A new name is one more word here, as
// NormalName() gives it; of several that one file has, the first counts.
#include "services/registry/domain/imports/people/people_columns.h"

#include <iterator>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/strip.h"
#include "services/registry/domain/people/people_fields.h"

namespace pcsp::registry {

absl::Span<const KnownColumn> PeopleColumns() {
  static const auto& columns = *new std::vector<KnownColumn>{
      {"person", {"person", "person id", "uid"}, false},
      {"key", {"key", "external key", "staff number", "employee number", "payroll number"}, false},
      {"name", {"name", "display name", "full name", "person name"}, false},
      {"email", {"email", "email address", "e mail", "work email"}, false},
      {"organisation",
       {"organisation", "organisation code", "code", "practice code", "prac code", "ods code"}},
      {"code_system", {"code system"}, false},
      {"role", {"role", "programme role"}},
      {"local_title", {"local title", "job title", "title", "job"}, false},
      {"staff_group", {"staff group", "group"}, false},
      {"start_date", {"start date", "start", "from"}, false},
      {"end_date", {"end date", "end", "until"}, false},
      {"hours_per_month", {"hours per month", "hours a month", "capacity hours", "hours"}, false},
      {"skills", {"skills", "skill"}, false},
      {"serves", {"serves", "region", "regions"}, false},
      {"solved_issues", {"solved issues", "solved"}, false},
  };
  return columns;
}

PeopleColumn ColumnOfField(absl::string_view field) {
  if (!absl::ConsumePrefix(&field, "person.")) absl::ConsumePrefix(&field, "appointment.");
  constexpr std::pair<absl::string_view, PeopleColumn> kFields[] = {
      {kDisplayName, kPeopleName}, {kEmail, kPeopleEmail},      {kExternalKey, kPeopleKey},
      {"role", kPeopleRole},       {kLocalTitle, kPeopleTitle}, {kStaffGroup, kPeopleStaffGroup},
      {kStartDate, kPeopleStart},  {kEndDate, kPeopleEnd},      {kHoursPerMonth, kPeopleHours},
      {kSkills, kPeopleSkills},    {kServes, kPeopleServes},    {kSolvedIssues, kPeopleSolved},
  };
  for (const auto& [name, column] : kFields) {
    if (absl::StartsWith(field, name)) return column;
  }
  return kPeopleOrganisation;
}

}  // namespace pcsp::registry

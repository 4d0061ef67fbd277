#include "services/registry/domain/imports/people/people_rows.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "common/base/ids.h"
#include "services/registry/domain/imports/file_row.h"
#include "services/registry/domain/imports/people/people_columns.h"
#include "services/registry/domain/people/people_fields.h"
#include "services/registry/domain/text_rules.h"

namespace pcsp::registry {
namespace {

constexpr int32_t kMostHoursRead = 10'000;  // what is too many is for Validate() to say

// "GP champion" and "gp-champion" are "gp_champion".
std::string AsWord(absl::string_view text) {
  return absl::StrReplaceAll(NormalName(text), {{" ", "_"}});
}

// Words parted by spaces, commas or semicolons.
std::vector<std::string> ListIn(absl::string_view text) {
  return absl::StrSplit(text, absl::ByAnyChar(" ,;"), absl::SkipEmpty());
}

class RowReader {
 public:
  RowReader(int line, const Header& header, absl::Span<const std::string> fields)
      : cells_(PeopleColumns(), header, fields, row_.issues) {
    row_.line = line;
  }

  PeopleRow Read() {
    ReadPerson();
    ReadOrganisation();
    ReadRole();
    ReadStaffGroup();
    Say(kPeopleTitle, kLocalTitle, cells_.Text(kPeopleTitle));
    ReadDay(kPeopleStart, kStartDate);
    ReadDay(kPeopleEnd, kEndDate);
    ReadEnd();
    if (const auto hours = cells_.Count(kPeopleHours, kMostHoursRead)) {
      Say(kPeopleHours, kHoursPerMonth, absl::StrCat(*hours));
    }
    ReadWords(kPeopleSkills, kSkills);
    ReadWords(kPeopleSolved, kSolvedIssues);
    row_.serves = ListIn(cells_.Text(kPeopleServes));
    return std::move(row_);
  }

 private:
  void Say(size_t column, absl::string_view field, std::string value) {
    if (value.empty()) return;
    row_.said.push_back({column, std::string(field), std::move(value)});
  }

  void ReadPerson() {
    std::string person = absl::AsciiStrToLower(cells_.Text(kPeoplePerson));
    const size_t slash = person.rfind('/');  // a full name will do
    if (slash != std::string::npos) person.erase(0, slash + 1);
    if (!person.empty() && !IsResourceId(person)) {
      cells_.Fault(kPeoplePerson, "the id of a person, as the programme's list of people has it");
    } else {
      row_.person = std::move(person);
    }
    row_.key = cells_.Text(kPeopleKey);
    row_.name = cells_.Text(kPeopleName);
    row_.email = TidyEmail(cells_.Text(kPeopleEmail));
    if (!row_.person.empty() || !row_.key.empty() || !row_.email.empty()) return;
    if (HasError(row_.issues)) return;
    cells_.Fault(cells_.Has(kPeopleKey) ? kPeopleKey : kPeopleEmail,
                 "a key, an email or a person's id by which to know who it is",
                 "names are not enough: two people may share one, and one may change it");
  }

  void ReadOrganisation() {
    row_.given_code = Excerpt(cells_.Text(kPeopleOrganisation));
    // An id may be longer than a code.
    const std::string code = TidyCode(cells_.Text(kPeopleOrganisation));
    if (IsCode(code) || IsResourceId(absl::AsciiStrToLower(code))) {
      row_.code = code;
    } else {
      cells_.Fault(kPeopleOrganisation, "the code, or the id, of an organisation in the programme");
    }
    row_.code_system = absl::AsciiStrToLower(cells_.Text(kPeopleCodeSystem));
    if (row_.code_system.empty()) row_.code_system = std::string(kOds);
    if (IsResourceId(row_.code_system)) return;
    cells_.Fault(kPeopleCodeSystem, kResourceIdRule, "ods, or what the organisation's code is of");
  }

  void ReadRole() {
    const std::string word = AsWord(cells_.Text(kPeopleRole));
    row_.role = RoleOf(word);
    if (row_.role != Role::kUnspecified) return;
    std::vector<Role> roles;
    for (int i = 1; i <= static_cast<int>(kLastRole); ++i) roles.push_back(static_cast<Role>(i));
    cells_.Fault(kPeopleRole, InWords(roles));
  }

  void ReadStaffGroup() {
    const std::string word = AsWord(cells_.Text(kPeopleStaffGroup));
    if (word.empty() || StaffGroupOf(word) != StaffGroup::kUnspecified) {
      return Say(kPeopleStaffGroup, kStaffGroup, word);
    }
    cells_.Fault(kPeopleStaffGroup,
                 "GP, NURSE, DIRECT_PATIENT_CARE, ADMIN or LEADERSHIP, or nothing where the title "
                 "says which");
  }

  void ReadDay(size_t column, absl::string_view field) {
    if (const auto day = cells_.Day(column, std::nullopt)) Say(column, field, FormatDate(*day));
  }

  // A file that has the column says of an empty cell that there is no end.
  void ReadEnd() {
    if (cells_.Has(kPeopleEnd) && cells_.Text(kPeopleEnd).empty()) {
      Say(kPeopleEnd, kEndDate, std::string(kOpenEnd));
    }
  }

  void ReadWords(size_t column, absl::string_view field) {
    Say(column, field, absl::AsciiStrToLower(absl::StrJoin(ListIn(cells_.Text(column)), " ")));
  }

  PeopleRow row_;
  FileRow cells_;
};

}  // namespace

std::optional<Date> PeopleRow::SaidDay(absl::string_view field) const {
  for (const SaidField& said : this->said) {
    if (said.field == field) return ParseDate(said.value);
  }
  return std::nullopt;
}

PeopleRow ReadPeopleRow(int line, const Header& header, absl::Span<const std::string> fields) {
  return RowReader(line, header, fields).Read();
}

}  // namespace pcsp::registry

#include "services/registry/domain/imports/people/people_import.h"

#include <utility>

#include "absl/strings/ascii.h"
#include "common/base/status_macros.h"
#include "services/registry/domain/imports/file_row.h"
#include "services/registry/domain/imports/people/people_columns.h"
#include "services/registry/domain/imports/people/people_planner.h"
#include "services/registry/domain/people/erasure.h"
#include "services/registry/domain/people/people_fields.h"
#include "services/registry/domain/text_rules.h"

namespace pcsp::registry {

PeopleImport::PeopleImport(ImportSetting setting) : setting_(std::move(setting)) {}

absl::Status PeopleImport::Take(int line, absl::Span<const std::string> fields) {
  if (IsBlank(fields)) return absl::OkStatus();
  if (!header_) {
    ASSIGN_OR_RETURN(header_, Header::Read(PeopleColumns(), fields));
    return absl::OkStatus();
  }
  rows_.push_back(ReadPeopleRow(line, *header_, fields));
  return absl::OkStatus();
}

Wanted PeopleImport::wanted() const {
  Wanted wanted;
  const auto want = [&wanted](const std::string& system, const std::string& code) {
    if (code.empty()) return;
    wanted.coded[system].push_back(TidyCode(code));
    wanted.ids.push_back(absl::AsciiStrToLower(code));
  };
  for (const PeopleRow& row : rows_) {
    want(row.code_system, row.code);
    for (const std::string& served : row.serves) want(row.code_system, served);
    if (!row.person.empty()) wanted.people.push_back(row.person);
    if (!row.key.empty()) {
      wanted.keys.push_back(row.key);
      wanted.marks.push_back(MarkOf(setting_.programme, kExternalKey, row.key));
    }
    if (!row.email.empty()) {
      wanted.emails.push_back(row.email);
      wanted.marks.push_back(MarkOf(setting_.programme, kEmail, row.email));
    }
  }
  return wanted;
}

void PeopleImport::Plan(Known known, ImportChanges& changes, ImportReport& report) {
  if (rows_.empty()) return;
  KnownPeople people(std::move(known.people), std::move(known.appointments));
  PlanState state(setting_, std::move(known), changes, report);
  PeoplePlanner planner(state, people, *header_, said_);
  for (PeopleRow& row : rows_) planner.Take(row);
  rows_.clear();
}

}  // namespace pcsp::registry

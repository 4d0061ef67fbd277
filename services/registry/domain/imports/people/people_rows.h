// One row of a file of people, read and not yet understood by what is known.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/types/span.h"
#include "services/registry/domain/imports/header.h"
#include "services/registry/domain/imports/import_report.h"
#include "services/registry/domain/people/role.h"
#include "services/registry/domain/period.h"

namespace pcsp::registry {

// What a row says of one field, as people_fields.h has it.
struct SaidField {
  size_t column = 0;  // a PeopleColumn
  std::string field;
  std::string value;
};

struct PeopleRow {
  int line = 0;
  std::string given_code;
  std::string person;  // id; the four may be empty
  std::string key;
  std::string name;
  std::string email;
  std::string code_system;  // of the organisation; `ods` if the row names none
  std::string code;         // in upper case; "" where it cannot be one
  Role role = Role::kUnspecified;
  std::vector<SaidField> said;      // of the appointment; what is empty is not said
  std::vector<std::string> serves;  // codes or ids, as they stand there
  std::vector<ImportIssue> issues;

  // The day that the row says; nothing if it says none, or an open end.
  std::optional<Date> SaidDay(absl::string_view field) const;
};

// Collects every issue of the row.
PeopleRow ReadPeopleRow(int line, const Header& header, absl::Span<const std::string> fields);

}  // namespace pcsp::registry

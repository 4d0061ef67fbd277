// The columns of a programme's own file of people: one row is one person's appointment at one
// organisation.
#pragma once

#include <string>

#include "absl/types/span.h"
#include "services/registry/domain/imports/header.h"

namespace pcsp::registry {

// The known columns, by their number here.
enum PeopleColumn : size_t {
  kPeoplePerson,
  kPeopleKey,
  kPeopleName,
  kPeopleEmail,
  kPeopleOrganisation,
  kPeopleCodeSystem,
  kPeopleRole,
  kPeopleTitle,
  kPeopleStaffGroup,
  kPeopleStart,
  kPeopleEnd,
  kPeopleHours,
  kPeopleSkills,
  kPeopleServes,
  kPeopleSolved,
};

absl::Span<const KnownColumn> PeopleColumns();

// The column that fills a field of a person or an appointment: of violations
// ("appointment.skills[2]", "person.email") and of people_fields.h ("skills").
PeopleColumn ColumnOfField(absl::string_view field);

}  // namespace pcsp::registry

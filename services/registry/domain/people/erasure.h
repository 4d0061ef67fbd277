// What is left of a person who is erased.
#pragma once

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "services/registry/domain/people/appointment.h"
#include "services/registry/domain/people/person.h"

namespace pcsp::registry {

struct Erasure {
  Person person;                     // without name, contact and key
  std::vector<Appointment> changed;  // ended, or without their local title
  std::vector<Appointment> dropped;  // would have begun after the day of the erasure
};

// `appointments` are all of the person's. Everything that people wrote goes; roles, days, hours and
// staff groups stay. What is open or would end later ends on the day of `now` (UTC).
Erasure Erase(Person person, std::vector<Appointment> appointments, absl::Time now);

// What is kept of the key or the address of somebody who was erased, so that no file brings them
// back unnoticed: a hash from which nobody can read the value, although whoever guesses it can
// tell. "" for nothing. `field` is kExternalKey or kEmail, `value` as a tidied person has it.
std::string MarkOf(absl::string_view programme, absl::string_view field, absl::string_view value);

}  // namespace pcsp::registry

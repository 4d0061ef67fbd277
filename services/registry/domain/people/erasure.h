// What is left of a person who is erased.
#pragma once

#include <string>
#include <vector>

#include "absl/time/time.h"
#include "services/registry/domain/people/appointment.h"
#include "services/registry/domain/people/person.h"

namespace pcsp::registry {

struct Erasure {
  Person person;                     // without name and contact
  std::vector<Appointment> changed;  // ended, or without their local title
  std::vector<Appointment> dropped;  // would have begun after the day of the erasure
};

// `appointments` are all of the person's. Everything that people wrote goes; roles, days, hours and
// staff groups stay. What is open or would end later ends on the day of `now` (UTC).
Erasure Erase(Person person, std::vector<Appointment> appointments, absl::Time now);

}  // namespace pcsp::registry

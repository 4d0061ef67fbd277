// What a person's decision about a contradiction changes.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "services/registry/domain/conflicts/conflict.h"
#include "services/registry/domain/imports/changes.h"

namespace pcsp::registry {

struct Decision {
  ConflictChoice choice = ConflictChoice::kUnspecified;  // kKnown or kClaimed
  std::string note;
  absl::Time now;
  std::function<std::string()> new_uid;
};

// What the conflict is about, as it is known now. Absent: it is not there any more.
struct DisputedFacts {
  std::optional<Organisation> subject;      // the conflict's organisation
  std::optional<Organisation> object;       // of the claimed relationship
  std::vector<Relationship> relationships;  // of the subject
  std::optional<SiteContext> context;       // of the conflict's day
  std::optional<Person> person;             // whom the conflict is about
  std::vector<Appointment> appointments;    // all of that person's
};

// The conflict, resolved, and what else the choice changes. Where the claimed relationship holds,
// no other of its kind does any more; what is left of the days of another stays.
//
// IMPORT_CONFLICT_RESOLVED if somebody has decided before; IMPORT_CONFLICT_OUTDATED if kClaimed is
// chosen and what was known has changed since, so that nobody could have compared the two;
// DATES_CONFLICT if the claimed relationship does not fit into the lives of both; and what
// people_resolution.h names.
absl::StatusOr<ImportChanges> Resolve(ImportConflict conflict, const Decision& decision,
                                      const DisputedFacts& disputed);

}  // namespace pcsp::registry

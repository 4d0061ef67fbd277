// What it changes that the claim of a file of people is chosen.
#pragma once

#include "absl/status/status.h"
#include "services/registry/domain/conflicts/resolution.h"

namespace pcsp::registry {

// For conflicts that IsAboutPerson(). IMPORT_CONFLICT_OUTDATED if what was known has changed since;
// DATES_CONFLICT if the dates claimed do not fit together or into the life of the organisation;
// APPOINTMENT_OVERLAP if the person would have the role twice on some days.
absl::Status ApplyPeopleClaim(const ImportConflict& conflict, const Decision& decision,
                              const DisputedFacts& disputed, ImportChanges& changes);

}  // namespace pcsp::registry

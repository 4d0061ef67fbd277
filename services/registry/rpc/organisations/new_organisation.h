// Making organisations: what every method that creates one checks.
#pragma once

#include <string>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "common/base/error.h"
#include "services/registry/domain/organisation.h"
#include "services/registry/store/store.h"

namespace pcsp::registry {

// `organisation`, as a request gives it, tidied and completed: `id` is that asked for, or the
// default when empty. What is wrong with it is added under `organisation.`, prefixed with `prefix`.
Organisation NewOrganisation(const std::string& prefix, const std::string& programme,
                             const std::string& id, Organisation organisation, absl::Time now,
                             Violations& violations);

// ORGANISATION_EXISTS when the id is taken, or ORGANISATION_DELETED when it is by one that is
// deleted; ORGANISATION_CODE_TAKEN when the code is taken.
absl::Status CheckIsFree(Reader& reader, const Organisation& organisation);
// ORGANISATION_CODE_TAKEN when another organisation of the programme has the code.
absl::Status CheckCodeIsFree(Reader& reader, const Organisation& organisation);

}  // namespace pcsp::registry

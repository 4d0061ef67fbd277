// The tables of the registry, and how their rows are domain values.
#pragma once

#include "services/registry/domain/conflicts/conflict.h"
#include "services/registry/domain/milestone.h"
#include "services/registry/domain/organisation.h"
#include "services/registry/domain/people/appointment.h"
#include "services/registry/domain/people/person.h"
#include "services/registry/domain/programme.h"
#include "services/registry/domain/relationship.h"
#include "services/registry/domain/site_context.h"
#include "services/registry/store/cells.h"

namespace pcsp::registry {

// The table of a domain type, for example TableOf<Organisation>().
template <typename T>
const Table& TableOf();

Cells ToCells(const Programme& programme);
Cells ToCells(const Organisation& organisation);
Cells ToCells(const Relationship& relationship);
Cells ToCells(const SiteContext& context);
Cells ToCells(const Milestone& milestone);
Cells ToCells(const Person& person);
Cells ToCells(const Appointment& appointment);
Cells ToCells(const ImportConflict& conflict);

// The value that the cells of a row stand for, for example FromCells<Organisation>(cells).
template <typename T>
T FromCells(const Cells& cells);

}  // namespace pcsp::registry

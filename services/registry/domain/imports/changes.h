// What rows of a file change in a programme. Pure data: writing it is the store's business.
#pragma once

#include <vector>

#include "services/registry/domain/conflicts/conflict.h"
#include "services/registry/domain/organisation.h"
#include "services/registry/domain/people/appointment.h"
#include "services/registry/domain/people/person.h"
#include "services/registry/domain/relationship.h"
#include "services/registry/domain/site_context.h"

namespace pcsp::registry {

struct ImportChanges {
  std::vector<Organisation> created;
  std::vector<Organisation> updated;
  std::vector<Relationship> related;      // new relationships
  std::vector<Relationship> redated;      // known ones with new dates
  std::vector<Relationship> undone;       // known ones that never held
  std::vector<SiteContext> contexts;      // new ones, and what replaces known ones of the same day
  std::vector<Person> people;             // new ones, and what replaces known ones, each once
  std::vector<Appointment> appointments;  // likewise
  std::vector<ImportConflict> conflicts;  // new ones, and known ones that changed

  bool empty() const {
    return created.empty() && updated.empty() && related.empty() && redated.empty() &&
           undone.empty() && contexts.empty() && people.empty() && appointments.empty() &&
           conflicts.empty();
  }
};

}  // namespace pcsp::registry

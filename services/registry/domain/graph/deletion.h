// What deleting an organisation means for its relationships and the appointments there.
#pragma once

#include <string>
#include <vector>

#include "absl/time/time.h"
#include "services/registry/domain/people/appointment.h"
#include "services/registry/domain/period.h"
#include "services/registry/domain/relationship.h"

namespace pcsp::registry {

// What is ended holds until today, revision and times included; what is removed would begin later
// and is never to be.
struct DeletionPlan {
  std::vector<Relationship> ended_relationships;
  std::vector<Relationship> removed_relationships;
  std::vector<Appointment> ended_appointments;
  std::vector<Appointment> removed_appointments;
};

// What must go for an organisation to be deleted: those of its relationships and appointments that
// would hold after today.
DeletionPlan PlanDeletion(std::vector<Relationship> relationships,
                          std::vector<Appointment> appointments, absl::Time now);

// The names of everything in the plan; none if nothing needs the organisation.
std::vector<std::string> NamesIn(const DeletionPlan& plan);

}  // namespace pcsp::registry

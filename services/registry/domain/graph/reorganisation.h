// Mergers and splits: what closes, what follows it, and where relationships go from then on.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "services/registry/domain/organisation.h"
#include "services/registry/domain/period.h"
#include "services/registry/domain/relationship.h"

namespace pcsp::registry {

// Everything that belongs together in a programme.
struct KnownProgramme {
  std::string id;
  std::vector<Organisation> organisations;
  std::vector<Relationship> relationships;
};

// One that goes on where others end.
struct Successor {
  Organisation organisation;  // as it is; a new one as it will be
  bool is_new = false;
  // Ids of those whose relationships to the source lead here from then on. Only asked for where
  // there are several successors.
  std::set<std::string> takes;
};

// A merger has one successor, a split one source. All are of one programme and different.
struct Reorganisation {
  std::vector<Organisation> sources;
  std::vector<Successor> successors;
  Date date;  // the first day without the sources
};

// What is to be written, revisions and times included.
struct ReorganisationPlan {
  std::vector<Organisation> closed;
  std::vector<Organisation> created;
  std::vector<Relationship> ended;    // on the day before
  std::vector<Relationship> moved;    // known ones that begin later, between other organisations
  std::vector<Relationship> removed;  // known ones that would begin later and are never to be
  std::vector<Relationship> related;  // new: what goes on, and the successions
};

// Sources are closed on the day before `date`, unless they closed earlier, and are succeeded by
// every successor from that date on. Their relationships that hold then or later end on the day
// before, or are removed if they have not begun by then; what they are subject to goes on with
// every successor, what is subject to them with the one that takes it. A successor keeps what it
// has of its own: what is handed to it with the same organisation fills the days that are left, and
// what does not go together with its own just ends. Relationships among sources and successors end.
//
// INVALID_FIELDS for organisations of different kinds. DATES_CONFLICT when a source begins on the
// date or later or has another closing date after it, or a successor is not in business on the
// date or not as long as what it is handed; ORGANISATION_SUCCEEDED when a source has been succeeded
// already; RELATIONSHIP_OVERLAP when sources hand over what does not go together;
// RELATIONSHIP_CYCLE; RELATIONSHIPS_LEFT_OVER when no successor takes a relationship. All name what
// stands in the way. `known` holds the whole programme, new organisations excepted.
absl::StatusOr<ReorganisationPlan> PlanReorganisation(const Reorganisation& reorganisation,
                                                      const KnownProgramme& known, absl::Time now,
                                                      absl::FunctionRef<std::string()> new_id);

}  // namespace pcsp::registry

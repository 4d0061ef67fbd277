// Which relationships go from organisations that end to those that follow them.
#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "services/registry/domain/graph/reorganisation.h"

namespace pcsp::registry {

// A relationship that a successor takes over.
struct HandedOver {
  Relationship relationship;  // with its new ends; the id is that of the known one
  OrganisationKind subject_kind = OrganisationKind::kUnspecified;
  // It begins on the date or later: the known row itself gets other ends. Otherwise a row of its
  // own goes on where the known one ends.
  bool in_place = false;
};

// What becomes of the known relationships of the sources.
struct Handover {
  std::vector<Relationship> ended;      // with their new last day
  std::vector<Relationship> removed;    // they would begin on the date or later, and nobody goes on
                                        // with them: they are never to be
  std::vector<HandedOver> handed_over;  // no two overlap, nor one with what a successor has already
};

// The relationships' part of PlanReorganisation(), and its errors RELATIONSHIP_OVERLAP and
// RELATIONSHIPS_LEFT_OVER.
absl::StatusOr<Handover> PlanHandover(const Reorganisation& reorganisation,
                                      const KnownProgramme& known);

}  // namespace pcsp::registry

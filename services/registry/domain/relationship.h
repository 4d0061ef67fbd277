// A dated relationship between two organisations, and what forbids one.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "absl/types/span.h"
#include "common/base/error.h"
#include "services/registry/domain/organisation.h"
#include "services/registry/domain/period.h"
#include "services/registry/domain/source.h"

namespace pcsp::registry {

enum class RelationshipKind {
  kUnspecified,
  kCommissionedBy,
  kSupportedBy,
  kPartnerOf,
  kPartOf,
  kSucceededBy,
};

// The lower_snake word that tables and messages use; "" for kUnspecified.
absl::string_view Word(RelationshipKind kind);
RelationshipKind RelationshipKindOf(absl::string_view word);

struct Relationship {
  std::string programme;
  std::string id;
  std::string subject;  // id of the organisation that the sentence begins with
  std::string object;
  RelationshipKind kind = RelationshipKind::kUnspecified;
  Period period;
  Claimant by;  // who said so last
  int64_t revision = 0;
  absl::Time create_time;
  absl::Time update_time;

  bool operator==(const Relationship&) const = default;
};

// Adds what is wrong with the relationship itself under `relationship.`.
void Validate(const Relationship& relationship, Violations& violations);

// INVALID_ARGUMENT unless organisations of these kinds can be related so: a practice is supported
// by a steering group and never the other way round.
absl::Status CheckKinds(const Relationship& relationship, OrganisationKind subject,
                        OrganisationKind object);

// True if the relationship begins and ends within `life`, which is that of its subject or object
// `organisation`. A succession begins when its subject has ended, however long ago; it must only
// have begun before.
bool FitsLife(const Relationship& relationship, absl::string_view organisation, const Period& life);

// DATES_CONFLICT unless the relationship FitsLife() of `organisation`, its subject or object.
absl::Status CheckLife(const Relationship& relationship, const Organisation& organisation);

// True if a subject may have one such relationship at a time, whoever the object is.
bool OneAtATime(RelationshipKind kind, OrganisationKind subject);

// The relationships of `existing` that may not hold together with `candidate`: the same two
// organisations and kind on a common day, or, when `one_at_a_time`, any object.
std::vector<const Relationship*> Overlaps(const Relationship& candidate, bool one_at_a_time,
                                          absl::Span<const Relationship> existing);

// A way from the candidate's object back to its subject along `existing` of the same kind, which
// on some day all hold together with `candidate`. Succession is looked at without its dates:
// nothing succeeds itself. Empty if there is none.
std::vector<const Relationship*> CycleThrough(const Relationship& candidate,
                                              absl::Span<const Relationship> existing);

// RELATIONSHIP_OVERLAP or RELATIONSHIP_CYCLE, the conflicting relationships named. `existing`
// holds at least all relationships of the subject with this kind, and all of this kind if subject
// and object are of one kind: in no other case can there be a cycle.
absl::Status CheckConflicts(const Relationship& candidate, OrganisationKind subject,
                            absl::Span<const Relationship> existing);

// The relationship, ended on `last`. INVALID_FIELDS if that is before it began;
// RELATIONSHIP_ENDED if it ended before.
absl::StatusOr<Relationship> Ended(Relationship relationship, Date last);

}  // namespace pcsp::registry

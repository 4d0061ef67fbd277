// What a file says of one relationship, brought together with what is known.
#pragma once

#include <functional>
#include <optional>

#include "absl/types/span.h"
#include "services/registry/domain/organisation.h"
#include "services/registry/domain/relationship.h"

namespace pcsp::registry {

// At most one of `changed` with or without `created`, `contradicted`, `outside_life`; none if the
// claim is known already.
struct ClaimOutcome {
  Relationship wanted;                  // what was claimed, its dates cut to the lives of both
  std::optional<Relationship> created;  // without id, revision and times
  std::optional<Relationship> changed;  // with its new dates
  const Relationship* contradicted = nullptr;  // for a person to decide
  bool outside_life = false;                   // holds on no day on which both are in business
  const Relationship* confirmed = nullptr;     // says the same already
  bool ends = false;                           // what was open ends on a day

  bool changes() const { return created || changed; }
};

// `claim` has its programme, subject, object, kind, period and claimant; its subject may have only
// one such object at a time. `known` are relationships of the subject. A newer file wins over an
// older one of its kind: the same relationship takes its dates, and one with an earlier object ends
// on the day before. Anything else that does not fit, and whatever a person or a file of another
// kind has said, is contradicted; likewise what this very file says too, see `said_here`.
ClaimOutcome Weigh(Relationship claim, const Organisation& subject, const Organisation& object,
                   absl::Span<const Relationship* const> known,
                   const std::function<bool(const Relationship&)>& said_here);

}  // namespace pcsp::registry

#include "services/registry/domain/imports/relationship_claim.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace pcsp::registry {
namespace {

// `period`, its closed ends moved into `life`; open ends stay open.
Period CutTo(Period period, const Period& life) {
  if (period.first != kSinceAlways) period.first = std::max(period.first, life.first);
  if (period.last != kUntilFurtherNotice) period.last = std::min(period.last, life.last);
  return period;
}

bool FitsBoth(const Period& period, const Organisation& subject, const Organisation& object) {
  return !period.empty() && FitsInto(period, subject.life) && FitsInto(period, object.life);
}

std::vector<const Relationship*> OverlapsOf(const Relationship& claim,
                                            absl::Span<const Relationship* const> known) {
  std::vector<const Relationship*> overlaps;
  for (const Relationship* other : known) {
    if (other->kind != claim.kind || other->subject != claim.subject) continue;
    if (!Common(other->period, claim.period).empty()) overlaps.push_back(other);
  }
  return overlaps;
}

// The one to show a person: another object says more than other dates.
const Relationship* Foremost(const Relationship& claim,
                             const std::vector<const Relationship*>& overlaps) {
  for (const Relationship* other : overlaps) {
    if (other->object != claim.object) return other;
  }
  return overlaps.front();
}

}  // namespace

ClaimOutcome Weigh(Relationship claim, const Organisation& subject, const Organisation& object,
                   absl::Span<const Relationship* const> known,
                   const std::function<bool(const Relationship&)>& said_here) {
  claim.period = CutTo(CutTo(claim.period, subject.life), object.life);
  ClaimOutcome outcome;
  outcome.wanted = std::move(claim);
  const Relationship& wanted = outcome.wanted;
  if (!FitsBoth(wanted.period, subject, object)) {
    outcome.outside_life = true;
    return outcome;
  }
  const std::vector<const Relationship*> overlaps = OverlapsOf(wanted, known);
  if (overlaps.empty()) {
    outcome.created = wanted;
    return outcome;
  }
  const Relationship& other = *overlaps.front();
  const bool same_object = other.object == wanted.object;
  if (overlaps.size() == 1 && same_object && other.period == wanted.period) {
    outcome.confirmed = &other;
    return outcome;
  }
  const bool may_change = overlaps.size() == 1 && !Contradicts(wanted.by, other.by) &&
                          !said_here(other) &&
                          (same_object || other.period.first < wanted.period.first);
  if (!may_change) {
    outcome.contradicted = Foremost(wanted, overlaps);
    return outcome;
  }
  outcome.changed = other;
  outcome.changed->by = wanted.by;
  if (same_object) {
    outcome.changed->period = wanted.period;
    outcome.ends =
        other.period.last == kUntilFurtherNotice && wanted.period.last != kUntilFurtherNotice;
  } else {
    outcome.changed->period.last = wanted.period.first - 1;
    outcome.created = wanted;
  }
  return outcome;
}

}  // namespace pcsp::registry

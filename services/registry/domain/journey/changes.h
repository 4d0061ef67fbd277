// What forbids a change to the milestones of a site: whatever is recorded or retracted, and however
// late, every step must follow those before it.
#pragma once

#include <vector>

#include "absl/status/status.h"
#include "absl/types/span.h"
#include "services/registry/domain/journey/steps.h"
#include "services/registry/domain/milestone.h"

namespace pcsp::registry {

// The steps of those that are not retracted.
Journey JourneyOf(absl::Span<const Milestone> milestones);

// Whether `candidate` may be recorded beside `existing`, the milestones of its site that count.
// MILESTONE_EXISTS if one of them says the same; ILLEGAL_MILESTONE if it cannot follow the one
// before it, or if later ones could not follow any more. Names the milestones in the way and lists
// what could be recorded on that day.
absl::Status CheckRecording(const Milestone& candidate, absl::Span<const Milestone> existing);

// Whether `milestone`, one of `existing`, may be retracted. MILESTONE_RETRACTED if it has been;
// MILESTONE_NEEDED if others could not follow without it, which are named.
absl::Status CheckRetraction(const Milestone& milestone, absl::Span<const Milestone> existing);

// `milestone`, retracted.
Milestone Retracted(Milestone milestone, Retraction retraction);

// Whether the site of `candidate`, which is merged, can have merged into its successor.
// `mergers` are those of the successor, of the successor's successor and so on, as far as they are
// known. SUCCESSOR_MERGED if the successor had merged itself by that day, or merges into the site.
absl::Status CheckSuccession(const Milestone& candidate, absl::Span<const Milestone> mergers);

}  // namespace pcsp::registry

// The way of a site through the programme: its milestones that count, and which may follow which.
#pragma once

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "services/registry/domain/milestone.h"
#include "services/registry/domain/period.h"

namespace pcsp::registry {

// What a milestone says, for those who ask about time alone.
struct Step {
  MilestoneState state = MilestoneState::kUnspecified;
  Date date = kSinceAlways;

  bool operator==(const Step&) const = default;
};

// By day; on one day in the order of the enumeration, so that an evening that was taster and
// agreement in one can be recorded in any order.
bool operator<(const Step& a, const Step& b);

// The steps of one site in their order, those retracted left out.
using Journey = std::vector<Step>;

// Where a site stands after the steps that were taken to it. What may follow:
//   nothing yet     a rung up to trained
//   a rung          a higher rung, paused, withdrawn, merged
//   paused          the rung that it was on or a higher one, withdrawn, merged
//   withdrawn       interested, from where it all begins anew; merged
//   merged          nothing
// Rungs may be skipped, as records are, but two: nothing comes after trained that did not come by
// way of it, nor after live.
class Position {
 public:
  bool Allows(MilestoneState next) const;
  // `next` is one that it allows.
  void Take(MilestoneState next);

  MilestoneState state() const { return state_; }  // kUnspecified: nothing yet
  // The rung that it is on, or was on when it paused or merged; kUnspecified: none.
  MilestoneState rung() const { return rung_; }

 private:
  MilestoneState state_ = MilestoneState::kUnspecified;
  MilestoneState rung_ = MilestoneState::kUnspecified;
};

// The state of a site on a day.
struct Standing {
  MilestoneState state = MilestoneState::kUnspecified;  // kUnspecified: nothing recorded by then
  Date since = kSinceAlways;

  bool operator==(const Standing&) const = default;
};
Standing StandingOn(absl::Span<const Step> journey, Date day);

// Indices of the steps that may not follow those before them; a step that may not is passed over.
std::vector<size_t> IllegalSteps(absl::Span<const Step> journey);

// The states that can be recorded on `day` so that every step of `journey`, which is legal, still
// follows.
std::vector<MilestoneState> RecordableOn(absl::Span<const Step> journey, Date day);

// A practice and the way that it has gone.
struct SiteJourney {
  std::string organisation;
  std::string display_name;
  bool in_business = false;  // on the day that was asked for
  Journey steps;
};

}  // namespace pcsp::registry

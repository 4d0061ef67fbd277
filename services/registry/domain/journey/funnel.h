// The funnel: how far the sites of a programme have come, and how long they take from state to
// state.
#pragma once

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "services/registry/domain/journey/steps.h"

namespace pcsp::registry {

// Days that stays in a state lasted. Quartiles interpolate linearly between the order statistics
// (Hyndman and Fan's type 7, the usual one); 0 without stays.
struct StayLengths {
  int stays = 0;
  double lower_quartile = 0;
  double median = 0;
  double upper_quartile = 0;

  bool operator==(const StayLengths&) const = default;
};
StayLengths LengthsOf(std::vector<int> days);

// A stay lasts from the day a state is entered to the day another is, less the days paused in
// between: a pause interrupts a stay, and going on where one was resumes it.
struct FunnelStage {
  MilestoneState state = MilestoneState::kUnspecified;
  int now = 0;       // sites that are in the state
  int recorded = 0;  // sites with a milestone of the state
  int reached =
      0;  // sites that have been on this rung or a higher one; beside the ladder: recorded
  StayLengths left;     // stays that ended; an interrupted one counts neither here nor below
  StayLengths staying;  // stays that go on, up to the day asked for

  bool operator==(const FunnelStage&) const = default;
};

struct FunnelRow {
  std::string group;  // id of the steering group; "" for those without one, and for the total
  int sites = 0;
  int not_started = 0;              // no milestone by the day
  int trained_not_live = 0;         // trained, paused ones too, neither live nor gone
  std::vector<FunnelStage> stages;  // as kMilestoneStates
};

struct Funnel {
  FunnelRow total;
  std::vector<FunnelRow> groups;  // by id, those without a group first
};

// A site to be counted. What it refers to must outlive the call.
struct FunnelSite {
  absl::string_view group;
  absl::Span<const Step> journey;
};

// The funnel as of `day`; later steps do not count.
Funnel FunnelOf(absl::Span<const FunnelSite> sites, Date day);

}  // namespace pcsp::registry

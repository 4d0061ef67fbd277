#include "services/registry/domain/journey/steps.h"

#include <algorithm>
#include <utility>

namespace pcsp::registry {
namespace {

using State = MilestoneState;

}  // namespace

bool operator<(const Step& a, const Step& b) {
  return std::pair(a.date, a.state) < std::pair(b.date, b.state);
}

bool Position::Allows(State next) const {
  if (state_ == State::kMerged || next == State::kUnspecified) return false;
  if (!IsOnLadder(next)) {
    if (state_ == State::kUnspecified || next == state_) return false;
    return state_ != State::kWithdrawn || next == State::kMerged;
  }
  if (state_ == State::kWithdrawn) return next == State::kInterested;
  if (next < rung_ || (next == rung_ && state_ != State::kPaused)) return false;
  for (const State gate : {State::kTrained, State::kLive}) {
    if (rung_ < gate && gate < next) return false;
  }
  return true;
}

void Position::Take(State next) {
  state_ = next;
  if (IsOnLadder(next)) rung_ = next;
  if (next == State::kWithdrawn) rung_ = State::kUnspecified;
}

Standing StandingOn(absl::Span<const Step> journey, Date day) {
  Standing standing;
  for (const Step& step : journey) {
    if (day < step.date) break;
    standing = {step.state, step.date};
  }
  return standing;
}

std::vector<size_t> IllegalSteps(absl::Span<const Step> journey) {
  std::vector<size_t> illegal;
  Position position;
  for (size_t i = 0; i < journey.size(); ++i) {
    if (position.Allows(journey[i].state)) {
      position.Take(journey[i].state);
    } else {
      illegal.push_back(i);
    }
  }
  return illegal;
}

std::vector<State> RecordableOn(absl::Span<const Step> journey, Date day) {
  std::vector<State> recordable;
  for (const State state : kMilestoneStates) {
    const Step step = {state, day};
    Journey with(journey.begin(), journey.end());
    with.insert(std::upper_bound(with.begin(), with.end(), step), step);
    if (IllegalSteps(with).empty()) recordable.push_back(state);
  }
  return recordable;
}

}  // namespace pcsp::registry

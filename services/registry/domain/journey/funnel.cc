#include "services/registry/domain/journey/funnel.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <utility>

namespace pcsp::registry {
namespace {

using State = MilestoneState;

constexpr size_t kStates = std::size(kMilestoneStates);
size_t IndexOf(State state) { return static_cast<size_t>(state) - 1; }

struct Tally {
  int now = 0;
  int recorded = 0;
  int reached = 0;
  std::vector<int> left;
  std::vector<int> staying;
};

struct RowTally {
  int sites = 0;
  int not_started = 0;
  int trained_not_live = 0;
  std::array<Tally, kStates> stages;
};

struct Stay {
  State state = State::kUnspecified;  // kUnspecified: none
  Date from;
  int before = 0;  // days of it before it was interrupted
};

// Follows one site along its steps and puts its stays into the row.
class Walk {
 public:
  explicit Walk(RowTally& row) : row_(row) {}

  void Take(const Step& step) {
    if (current_.state != State::kUnspecified) Leave(step);
    current_ = {step.state, step.date, 0};
    if (interrupted_.state == State::kUnspecified || step.state == State::kPaused) return;
    if (interrupted_.state == step.state) {
      current_.before = interrupted_.before;
    } else {
      At(interrupted_.state).left.push_back(interrupted_.before);
    }
    interrupted_ = {};
  }

  void StopOn(Date day) {
    if (current_.state == State::kUnspecified) return;
    At(current_.state).staying.push_back(Days(day));
    ++At(current_.state).now;
  }

 private:
  Tally& At(State state) { return row_.stages[IndexOf(state)]; }

  int Days(Date until) const { return current_.before + static_cast<int>(until - current_.from); }

  void Leave(const Step& step) {
    if (step.state == State::kPaused) {
      interrupted_ = {current_.state, {}, Days(step.date)};
    } else {
      At(current_.state).left.push_back(Days(step.date));
    }
  }

  RowTally& row_;
  Stay current_;
  Stay interrupted_;
};

// How far a site has come by the day.
void CountStates(absl::Span<const Step> journey, RowTally& row) {
  std::array<bool, kStates> recorded = {};
  State highest = State::kUnspecified;
  Position position;
  for (const Step& step : journey) {
    recorded[IndexOf(step.state)] = true;
    if (IsOnLadder(step.state)) highest = std::max(highest, step.state);
    position.Take(step.state);
  }
  for (const State state : kMilestoneStates) {
    Tally& tally = row.stages[IndexOf(state)];
    tally.recorded += recorded[IndexOf(state)] ? 1 : 0;
    const bool reached = IsOnLadder(state) ? state <= highest : recorded[IndexOf(state)];
    tally.reached += reached ? 1 : 0;
  }
  const bool going = IsOnLadder(position.state()) || position.state() == State::kPaused;
  if (going && State::kTrained <= position.rung() && position.rung() < State::kLive) {
    ++row.trained_not_live;
  }
}

void Count(absl::Span<const Step> journey, Date day, RowTally& row) {
  ++row.sites;
  const auto end = std::find_if(journey.begin(), journey.end(),
                                [&](const Step& step) { return day < step.date; });
  journey = journey.first(end - journey.begin());
  if (journey.empty()) ++row.not_started;
  CountStates(journey, row);
  Walk walk(row);
  for (const Step& step : journey) walk.Take(step);
  walk.StopOn(day);
}

void AddTo(RowTally& total, const RowTally& row) {
  total.sites += row.sites;
  total.not_started += row.not_started;
  total.trained_not_live += row.trained_not_live;
  for (size_t i = 0; i < kStates; ++i) {
    Tally& sum = total.stages[i];
    const Tally& part = row.stages[i];
    sum.now += part.now;
    sum.recorded += part.recorded;
    sum.reached += part.reached;
    sum.left.insert(sum.left.end(), part.left.begin(), part.left.end());
    sum.staying.insert(sum.staying.end(), part.staying.begin(), part.staying.end());
  }
}

FunnelRow RowOf(std::string group, RowTally tally) {
  FunnelRow row = {std::move(group), tally.sites, tally.not_started, tally.trained_not_live, {}};
  for (const State state : kMilestoneStates) {
    Tally& stage = tally.stages[IndexOf(state)];
    row.stages.push_back({state, stage.now, stage.recorded, stage.reached,
                          LengthsOf(std::move(stage.left)), LengthsOf(std::move(stage.staying))});
  }
  return row;
}

}  // namespace

StayLengths LengthsOf(std::vector<int> days) {
  if (days.empty()) return {};
  std::sort(days.begin(), days.end());
  const auto quantile = [&](double p) {
    const double place = p * static_cast<double>(days.size() - 1);
    const size_t below = static_cast<size_t>(std::floor(place));
    const size_t above = std::min(below + 1, days.size() - 1);
    return days[below] + (place - static_cast<double>(below)) * (days[above] - days[below]);
  };
  return {static_cast<int>(days.size()), quantile(0.25), quantile(0.5), quantile(0.75)};
}

Funnel FunnelOf(absl::Span<const FunnelSite> sites, Date day) {
  std::map<absl::string_view, RowTally> groups;
  for (const FunnelSite& site : sites) Count(site.journey, day, groups[site.group]);
  Funnel funnel;
  RowTally total;
  for (auto& [group, tally] : groups) {
    AddTo(total, tally);
    funnel.groups.push_back(RowOf(std::string(group), std::move(tally)));
  }
  funnel.total = RowOf("", std::move(total));
  return funnel;
}

}  // namespace pcsp::registry

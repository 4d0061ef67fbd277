#include "services/planning/domain/cohorts/search/schedule.h"

#include <algorithm>
#include <utility>

namespace pcsp::planning {

Schedule::Schedule(const RegionModel& model) : model_(model), pricer_(model) { Reset(); }

void Schedule::Reset() {
  const size_t sessions = model_.sessions.size(), tracks = model_.tracks.size();
  held_.assign(sessions, 0);
  offered_.assign(sessions, 0);
  tracks_at_.assign(sessions, {});
  free_.clear();
  for (const RegionSession& session : model_.sessions) free_.push_back(session.seats);
  filled_.assign(tracks, 0);
  patterns_.assign(tracks, {});
  trainers_left_ = model_.trainers;
  limits_left_ = model_.limits;
  cost_ = model_.fixed_cost;
  for (size_t s = 0; s < sessions; ++s) {
    if (model_.sessions[s].must) Hold(static_cast<int>(s));
  }
  Mark();
}

bool Schedule::CanHold(int session) const {
  const RegionSession& s = model_.sessions[session];
  return held_[session] == 0 && trainers_left_[s.fortnight] >= s.trainers &&
         (s.limit < 0 || limits_left_[s.limit] > 0);
}

void Schedule::DoHold(int session, int sign) {
  const RegionSession& s = model_.sessions[session];
  held_[session] = sign > 0 ? 1 : 0;
  trainers_left_[s.fortnight] -= sign * s.trainers;
  if (s.limit >= 0) limits_left_[s.limit] -= sign;
  offered_[session] = sign > 0 ? free_[session] : 0;
  cost_ += sign * s.fixed_cost;
}

void Schedule::Hold(int session) {
  DoHold(session, 1);
  steps_.push_back({Step::Kind::kHold, session});
}

void Schedule::Drop(int session) {
  DoHold(session, -1);
  steps_.push_back({Step::Kind::kDrop, session});
}

void Schedule::Put(int track, const Pattern& pattern) {
  for (const Seat& seat : pattern.seats) {
    free_[seat.session] -= seat.people;
    offered_[seat.session] -= seat.people;
    tracks_at_[seat.session].push_back(track);
  }
  cost_ += pattern.cost;
  filled_[track] = 1;
}

void Schedule::Take(int track) {
  for (const Seat& seat : patterns_[track].seats) {
    free_[seat.session] += seat.people;
    offered_[seat.session] += seat.people;
    std::vector<int>& there = tracks_at_[seat.session];
    there.erase(std::ranges::find(there, track));
  }
  cost_ -= patterns_[track].cost;
  filled_[track] = 0;
}

void Schedule::Empty(int track) {
  Take(track);
  steps_.push_back({Step::Kind::kEmpty, static_cast<int>(emptied_.size())});
  emptied_.emplace_back(track, std::exchange(patterns_[track], {}));
}

absl::Span<const int> Schedule::AwayLeft(int track) {
  const std::vector<int>& siblings = model_.siblings[track];
  if (siblings.size() < 2) return model_.tracks[track].away;
  away_ = model_.tracks[track].away;
  for (const int other : siblings) {
    if (other == track || filled_[other] == 0) continue;
    for (const Seat& seat : patterns_[other].seats) {
      away_[model_.sessions[seat.session].fortnight] -= seat.people;
    }
  }
  return away_;
}

bool Schedule::Fits(int track, const Pattern& pattern) {
  const absl::Span<const int> left = AwayLeft(track);
  std::vector<int> away(left.begin(), left.end());
  return std::ranges::all_of(pattern.seats, [&](const Seat& seat) {
    return offered_[seat.session] >= seat.people &&
           (away[model_.sessions[seat.session].fortnight] -= seat.people) >= 0;
  });
}

void Schedule::Refill(int track, const std::vector<double>& prices) {
  pricer_.Price(model_.tracks[track], {.seats = prices, .fortnights = {}},
                {.seats = offered_, .away = AwayLeft(track)}, patterns_[track]);
  Put(track, patterns_[track]);
  steps_.push_back({Step::Kind::kFill, track});
}

void Schedule::Refill(int track, Pattern pattern) {
  patterns_[track] = std::move(pattern);
  Put(track, patterns_[track]);
  steps_.push_back({Step::Kind::kFill, track});
}

void Schedule::Mark() {
  steps_.clear();
  emptied_.clear();
  marked_cost_ = cost_;
}

void Schedule::Rewind() {
  for (size_t i = steps_.size(); i > 0; --i) {
    const auto [kind, index] = steps_[i - 1];
    switch (kind) {
      case Step::Kind::kHold:
        DoHold(index, -1);
        break;
      case Step::Kind::kDrop:
        DoHold(index, 1);
        break;
      case Step::Kind::kFill:
        Take(index);
        break;
      case Step::Kind::kEmpty:
        patterns_[emptied_[index].first] = std::move(emptied_[index].second);
        Put(emptied_[index].first, patterns_[emptied_[index].first]);
        break;
    }
  }
  cost_ = marked_cost_;  // without the rounding of going there and back
  steps_.clear();
  emptied_.clear();
}

}  // namespace pcsp::planning

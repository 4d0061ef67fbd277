// The moves of Walk: what each takes out of the plan before people are put back.
#include <algorithm>
#include <utility>

#include "services/planning/domain/cohorts/search/walk.h"

namespace pcsp::planning {
namespace {

constexpr int kFewest = 2, kMost = 30;  // tracks taken out

}  // namespace

void Walk::TakeOut(int track) {
  if (is_out_[track] != 0) return;
  is_out_[track] = 1;
  out_.push_back(track);
  for (const Seat& seat : schedule_.patterns()[track].seats) touched_.push_back(seat.session);
  schedule_.Empty(track);
}

// Few more often than many.
int Walk::RandomCount() {
  const double u = chance_.Real();
  const int most = std::min<int>(kMost, static_cast<int>(model_.tracks.size()));
  return std::min(most, kFewest + static_cast<int>(u * u * (most - kFewest + 1)));
}

int Walk::RandomHeld() {
  std::vector<int> held;
  for (size_t s = 0; s < model_.sessions.size(); ++s) {
    if (schedule_.held(static_cast<int>(s)) && !model_.sessions[s].must) {
      held.push_back(static_cast<int>(s));
    }
  }
  if (held.empty()) return -1;
  // The emptier of two.
  const int a = held[chance_.Below(static_cast<int>(held.size()))];
  const int b = held[chance_.Below(static_cast<int>(held.size()))];
  const auto left = [this](int s) { return model_.sessions[s].seats - schedule_.people(s); };
  return left(b) > left(a) ? b : a;
}

int Walk::RandomToHold() {
  const std::vector<int>& hinted = chance_.Real() < .6 ? hinted_ : all_;
  for (int i = 0; i < 20 && !hinted.empty(); ++i) {
    const int s = hinted[chance_.Below(static_cast<int>(hinted.size()))];
    if (schedule_.CanHold(s)) return s;
  }
  return -1;
}

// Tracks like one another in what they pay, who meet at sessions, or at random.
void Walk::TakeRelated() {
  const int count = RandomCount();
  const int first = chance_.Below(static_cast<int>(model_.tracks.size()));
  const double how = chance_.Real();
  TakeOut(first);
  if (how < .4) {
    const std::vector<int>& like = near_.tracks[first];
    const int reach = std::min<int>(static_cast<int>(like.size()), 2 * count);
    for (int i = 0; i < 3 * count && reach > 0 && static_cast<int>(out_.size()) < count; ++i) {
      TakeOut(like[chance_.Below(reach)]);
    }
  } else if (how < .8) {
    TakeMeeting(count);
  } else {
    for (int i = 1; i < count; ++i) {
      TakeOut(chance_.Below(static_cast<int>(model_.tracks.size())));
    }
  }
}

// Those who go where others taken out went, and so on.
void Walk::TakeMeeting(int count) {
  for (int i = 0; i < 3 * count && !touched_.empty() && static_cast<int>(out_.size()) < count;
       ++i) {
    const int session = touched_[chance_.Below(static_cast<int>(touched_.size()))];
    const std::vector<int>& there = schedule_.tracks_at(session);
    if (!there.empty()) TakeOut(there[chance_.Below(static_cast<int>(there.size()))]);
  }
}

// Everyone at two sessions that lie near each other.
void Walk::TakeSessions() {
  const int first = RandomHeld();
  if (first < 0) return TakeRelated();
  TakeAllOf(first);
  const std::vector<int>& like = near_.sessions[first];
  for (int i = 0; i < 8 && !like.empty(); ++i) {
    const int second = like[chance_.Below(static_cast<int>(like.size()))];
    if (!schedule_.held(second)) continue;
    TakeAllOf(second);
    return;
  }
}

void Walk::TakeAllOf(int session) {
  while (!schedule_.tracks_at(session).empty()) TakeOut(schedule_.tracks_at(session).back());
}

void Walk::DropAllOf(int session) {
  TakeAllOf(session);
  schedule_.Drop(session);
}

void Walk::DropSession() {
  const int session = RandomHeld();
  if (session < 0) return TakeRelated();
  DropAllOf(session);
  TakeMeeting(static_cast<int>(out_.size()) + RandomCount());
}

// Holds another session in place of one: near in time, or wherever trainers are free.
void Walk::SwapSession() {
  const int session = RandomHeld();
  if (session < 0) return TakeRelated();
  DropAllOf(session);
  const std::vector<int>& like = near_.sessions[session];
  int other = -1;
  for (int i = 0; i < 10 && other < 0 && !like.empty() && chance_.Real() < .95; ++i) {
    const double u = chance_.Real();
    const int tried = like[static_cast<int>(u * u * static_cast<double>(like.size()))];
    if (schedule_.CanHold(tried)) other = tried;
  }
  if (other < 0) other = RandomToHold();
  if (other >= 0) HoldAndTake(other, RandomCount());
}

// Some sessions for others: as many, or one fewer or more.
void Walk::SwapSeveral() {
  const int dropped = chance_.Between(2, 3);
  for (int i = 0; i < dropped; ++i) {
    const int session = RandomHeld();
    if (session >= 0) DropAllOf(session);
  }
  for (int i = chance_.Between(dropped - 1, dropped + 1); i > 0; --i) {
    const int other = RandomToHold();
    if (other >= 0) HoldAndTake(other, chance_.Below(8));
  }
}

void Walk::HoldSession() {
  const int session = RandomToHold();
  if (session < 0) return SwapSession();
  HoldAndTake(session, RandomCount());
}

void Walk::HoldAndTake(int session, int most) {
  schedule_.Hold(session);
  touched_.push_back(session);
  const std::vector<Neighbours::Taker>& takers = near_.takers[session];
  // What a person of each pays now for this course, against what it would pay there.
  std::vector<std::pair<double, int>> wishes;
  for (const Neighbours::Taker& taker : takers) {
    if (is_out_[taker.track] != 0) continue;
    const double gain = PaysNow(taker.track, model_.sessions[session].course) - taker.cost;
    wishes.emplace_back(-gain * chance_.Real(.5, 1.5), taker.track);
  }
  const size_t count = std::min<size_t>(most, wishes.size());
  std::partial_sort(wishes.begin(), wishes.begin() + count, wishes.end());
  for (size_t i = 0; i < count; ++i) TakeOut(wishes[i].second);
}

// A person on average; those who stay untrained pay for that.
double Walk::PaysNow(int track, int course) const {
  for (const Stage& stage : model_.tracks[track].stages) {
    if (stage.offers.empty() || model_.sessions[stage.offers[0].session].course != course) continue;
    double cost = 0;
    size_t people = 0;
    for (const Seat& seat : schedule_.patterns()[track].seats) {
      if (model_.sessions[seat.session].course != course) continue;
      const int t = model_.sessions[seat.session].fortnight;
      for (int i = stage.first[t]; i < stage.first[t + 1]; ++i) {
        if (stage.offers[i].session != seat.session) continue;
        cost += seat.people * stage.offers[i].cost;
        people += seat.people;
        break;
      }
    }
    for (; people < stage.unmet_costs.size(); ++people) cost += stage.unmet_costs[people];
    return stage.unmet_costs.empty() ? 0 : cost / static_cast<double>(stage.unmet_costs.size());
  }
  return 0;
}

void Walk::Move() {
  const double kind = chance_.Real();
  if (kind < .45) {
    TakeRelated();
  } else if (kind < .5) {
    SwapSeveral();
  } else if (kind < .6) {
    TakeSessions();
  } else if (kind < .7) {
    DropSession();
  } else if (kind < .88) {
    SwapSession();
  } else {
    HoldSession();
  }
}

}  // namespace pcsp::planning

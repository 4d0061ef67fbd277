// Walk from the current plan: which bookings stay, and who is trained beside them.
#include <algorithm>
#include <optional>
#include <utility>

#include "services/planning/domain/cohorts/search/walk.h"

namespace pcsp::planning {

bool Walk::KeepBooked(int track) {
  std::optional<Pattern> pattern = BookedPattern(model_, model_.tracks[track]);
  if (!pattern || !schedule_.Fits(track, *pattern)) return false;
  schedule_.Refill(track, *std::move(pattern));
  return true;
}

// Holds the sessions of the current plan, those with most people first while trainers last.
void Walk::HoldBooked() {
  std::vector<std::pair<int, int>> people(model_.sessions.size());
  for (size_t s = 0; s < people.size(); ++s) people[s].second = static_cast<int>(s);
  for (const Track& track : model_.tracks) {
    for (const Seat& seat : track.booked) people[seat.session].first -= seat.people;
  }
  std::ranges::sort(people);
  for (const auto& [minus, session] : people) {
    if (minus < 0 && schedule_.CanHold(session)) schedule_.Hold(session);
  }
}

bool Walk::StartFromBooked() {
  schedule_.Reset();
  HoldBooked();
  out_.clear();
  for (size_t k = 0; k < model_.tracks.size(); ++k) {
    if (!KeepBooked(static_cast<int>(k))) out_.push_back(static_cast<int>(k));
  }
  bool all_stay = out_.empty();
  SetPrices(0);
  PutBack();
  const std::vector<Pattern> booked = schedule_.patterns();
  for (size_t s = 0; s < model_.sessions.size(); ++s) touched_.push_back(static_cast<int>(s));
  Tidy(static_cast<int>(model_.sessions.size()));
  all_stay = all_stay && schedule_.patterns() == booked && !TrainMore();
  Keep();
  return !HoldMore() && all_stay;
}

// Gives those who are left out the seats that are left beside all others. True when that helped.
bool Walk::TrainMore() {
  const double before = schedule_.cost();
  SetPrices(0);
  for (size_t k = 0; k < model_.tracks.size(); ++k) {
    size_t people = 0, needed = 0;
    for (const Stage& stage : model_.tracks[k].stages) needed += stage.unmet_costs.size();
    for (const Seat& seat : schedule_.patterns()[k].seats) people += seat.people;
    if (people >= needed) continue;
    schedule_.Empty(static_cast<int>(k));
    schedule_.Refill(static_cast<int>(k), prices_);
  }
  return schedule_.cost() < before - 1e-6;
}

// How many of a track's people who need a course go to none of its sessions.
int Walk::LeftOut(int track, int course) const {
  int needed = 0, people = 0;
  for (const Stage& stage : model_.tracks[track].stages) {
    if (stage.offers.empty() || model_.sessions[stage.offers[0].session].course != course) continue;
    needed += static_cast<int>(stage.unmet_costs.size());
  }
  for (const Seat& seat : schedule_.patterns()[track].seats) {
    people += model_.sessions[seat.session].course == course ? seat.people : 0;
  }
  return std::max(0, needed - people);
}

// What holding a session could save at most by those who are left out.
double Walk::MostSaved(int session) const {
  const RegionSession& s = model_.sessions[session];
  double saved = -s.fixed_cost;
  int seats = s.seats;
  for (const Neighbours::Taker& taker : near_.takers[session]) {
    const int people = std::min(seats, LeftOut(taker.track, s.course));
    if (people == 0) continue;
    seats -= people;
    saved += people * std::max(0.0, PaysNow(taker.track, s.course) - taker.cost);
  }
  return saved;
}

// Holds sessions that the current plan does not have for those who are left out beside it. Kept
// where that costs less. True when it did.
bool Walk::HoldMore() {
  std::vector<std::pair<double, int>> wishes;
  for (const int s : all_) {
    const double saved = schedule_.CanHold(s) ? MostSaved(s) : 0;
    if (saved > 0) wishes.emplace_back(-saved, s);
  }
  std::ranges::sort(wishes);
  SetPrices(0);
  for (const auto& [minus, session] : wishes) {
    if (!schedule_.CanHold(session)) continue;
    const double before = schedule_.cost();
    schedule_.Mark();
    schedule_.Hold(session);
    for (const Neighbours::Taker& taker : near_.takers[session]) {
      if (LeftOut(taker.track, model_.sessions[session].course) == 0) continue;
      schedule_.Empty(taker.track);
      schedule_.Refill(taker.track, prices_);
    }
    const bool enough = schedule_.people(session) >= std::max(1, model_.sessions[session].least);
    if (!enough || schedule_.cost() >= before - 1e-6) schedule_.Rewind();
  }
  for (const int s : all_) touched_.push_back(s);
  const bool better = Tidy(static_cast<int>(all_.size())) && schedule_.cost() < best_.cost - 1e-6;
  if (better) Keep();
  return better;
}

}  // namespace pcsp::planning

#include "services/planning/domain/cohorts/search/walk.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace pcsp::planning {
namespace {

constexpr int kStarts = 12;  // orders in which practices choose their seats at first
// What is accepted at first, as a share of the cost (methods.md 4c); in small regions, where a
// session more or less is much, of what a session costs.
constexpr double kHottest = .0006, kHottestSession = .15;
constexpr double kMostMultiple = 1.3;  // of the seat prices

}  // namespace

Walk::Walk(const RegionModel& model, const Neighbours& near, const std::vector<double>& seat_prices,
           const std::vector<double>& held_hint, uint64_t seed)
    : model_(model),
      near_(near),
      seat_prices_(seat_prices),
      chance_(seed),
      schedule_(model),
      prices_(seat_prices),
      is_out_(model.tracks.size()) {
  for (size_t s = 0; s < held_hint.size(); ++s) {
    all_.push_back(static_cast<int>(s));
    session_cost_ += model.sessions[s].fixed_cost / static_cast<double>(held_hint.size());
    if (held_hint[s] > .02) hinted_.push_back(static_cast<int>(s));
  }
}

void Walk::SetPrices(double multiple) {
  for (size_t s = 0; s < prices_.size(); ++s) prices_[s] = multiple * seat_prices_[s];
}

void Walk::Keep() {
  best_ = {.held = schedule_.held(), .patterns = schedule_.patterns(), .cost = schedule_.cost()};
}

// Puts everybody back, in a random order.
void Walk::Fill(double multiple) {
  out_.clear();
  for (size_t k = 0; k < model_.tracks.size(); ++k) out_.push_back(static_cast<int>(k));
  SetPrices(multiple);
  PutBack();
}

void Walk::PutBack() {
  chance_.Shuffle(out_);
  for (const int track : out_) {
    schedule_.Refill(track, prices_);
    is_out_[track] = 0;
  }
  out_.clear();
}

bool Walk::Tidy(int rounds) {
  for (int round = 0; round <= rounds; ++round) {
    for (size_t i = 0; i < touched_.size(); ++i) {
      const int session = touched_[i];
      const RegionSession& s = model_.sessions[session];
      const int people = schedule_.people(session);
      if (!schedule_.held(session) || s.must || (people > 0 && people >= s.least)) continue;
      if (people > 0 && round == rounds) return false;
      DropAllOf(session);
    }
    touched_.clear();
    if (out_.empty()) return true;
    PutBack();
    for (size_t s = 0; s < model_.sessions.size(); ++s) touched_.push_back(static_cast<int>(s));
  }
  return true;
}

void Walk::Start(const std::vector<char>& held) {
  for (int i = 0; i < kStarts; ++i) {
    schedule_.Reset();
    for (size_t s = 0; s < held.size(); ++s) {
      const int session = static_cast<int>(s);
      if (held[s] != 0 && schedule_.CanHold(session)) schedule_.Hold(session);
    }
    Fill(kMostMultiple * (i + .5) / kStarts);
    for (size_t s = 0; s < held.size(); ++s) touched_.push_back(static_cast<int>(s));
    Tidy(static_cast<int>(held.size()));
    if (best_.held.empty() || schedule_.cost() < best_.cost) Keep();
  }
  StartFrom(RegionPlan(best_));
}

void Walk::StartFrom(const RegionPlan& plan) {
  schedule_.Reset();
  for (size_t s = 0; s < plan.held.size(); ++s) {
    const int session = static_cast<int>(s);
    if (plan.held[s] != 0 && schedule_.CanHold(session)) schedule_.Hold(session);
  }
  for (size_t k = 0; k < plan.patterns.size(); ++k) {
    schedule_.Refill(static_cast<int>(k), plan.patterns[k]);
  }
  Keep();
}

void Walk::Step(double heat) {
  schedule_.Mark();
  out_.clear();
  touched_.clear();
  const double before = schedule_.cost();
  Move();
  SetPrices(chance_.Real(0, kMostMultiple));
  PutBack();
  const double hottest = std::max(kHottest * before, kHottestSession * session_cost_);
  const double allowed = -heat * hottest * std::log(1 - chance_.Real());
  if (!Tidy(2) || schedule_.cost() > before + allowed) {
    schedule_.Rewind();
  } else if (schedule_.cost() < best_.cost - 1e-7) {
    Keep();
  }
}

}  // namespace pcsp::planning

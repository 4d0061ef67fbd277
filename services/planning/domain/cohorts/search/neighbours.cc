#include "services/planning/domain/cohorts/search/neighbours.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace pcsp::planning {
namespace {

constexpr size_t kMostTracks = 40, kMostSessions = 24;

// What a track pays a person at its cheapest session of each venue; infinite where it cannot go.
std::vector<double> VenueCosts(const RegionModel& model, const Track& track, int venues) {
  std::vector<double> costs(venues, std::numeric_limits<double>::infinity());
  for (const Stage& stage : track.stages) {
    for (const Offer& offer : stage.offers) {
      double& cost = costs[model.sessions[offer.session].venue];
      cost = std::min(cost, offer.cost);
    }
  }
  return costs;
}

double Distance(const std::vector<double>& a, const std::vector<double>& b) {
  double distance = 0;
  for (size_t v = 0; v < a.size(); ++v) {
    if (a[v] == b[v]) continue;  // both infinite, too
    distance += std::min(1000.0, std::abs(a[v] - b[v]));
  }
  return distance;
}

// The first `most` of the others by `distance`, ties by index.
template <typename F>
std::vector<int> Nearest(int self, size_t count, size_t most, F distance) {
  std::vector<std::pair<double, int>> others;
  for (size_t i = 0; i < count; ++i) {
    const int other = static_cast<int>(i);
    if (other != self) others.emplace_back(distance(other), other);
  }
  const size_t kept = std::min(most, others.size());
  std::partial_sort(others.begin(), others.begin() + kept, others.end());
  std::vector<int> nearest;
  for (size_t i = 0; i < kept; ++i) nearest.push_back(others[i].second);
  return nearest;
}

}  // namespace

Neighbours::Neighbours(const RegionModel& model) : takers(model.sessions.size()) {
  int venues = 0;
  for (const RegionSession& s : model.sessions) venues = std::max(venues, s.venue + 1);
  std::vector<std::vector<double>> costs;
  for (size_t k = 0; k < model.tracks.size(); ++k) {
    costs.push_back(VenueCosts(model, model.tracks[k], venues));
    for (const Stage& stage : model.tracks[k].stages) {
      for (const Offer& offer : stage.offers) {
        takers[offer.session].push_back({static_cast<int>(k), offer.cost});
      }
    }
  }
  for (size_t k = 0; k < costs.size(); ++k) {
    tracks.push_back(Nearest(static_cast<int>(k), costs.size(), kMostTracks,
                             [&costs, k](int other) { return Distance(costs[k], costs[other]); }));
  }
  for (size_t s = 0; s < model.sessions.size(); ++s) {
    const RegionSession& self = model.sessions[s];
    const auto apart = [&model, &self](int other) {
      const RegionSession& session = model.sessions[other];
      return std::abs(session.fortnight - self.fortnight) +
             (session.course == self.course ? 0 : 1e6);
    };
    sessions.push_back(Nearest(static_cast<int>(s), model.sessions.size(), kMostSessions, apart));
    std::erase_if(sessions.back(),
                  [&](int other) { return model.sessions[other].course != self.course; });
  }
}

}  // namespace pcsp::planning

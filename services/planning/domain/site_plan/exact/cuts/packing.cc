#include "services/planning/domain/site_plan/exact/cuts/packing.h"

#include <algorithm>
#include <limits>
#include <numeric>

#include "services/planning/domain/linear/linear_program.h"

namespace pcsp::planning::site {
namespace {

constexpr double kSupport = 1e-6;
constexpr double kViolated = 1e-3;
constexpr int kMostSets = 200;  // tried for one inequality

// Depth first over items by falling value, cut off by what the places left could add at most.
class Packer {
 public:
  Packer(const Packing& packing, const std::vector<double>& values)
      : packing_(packing), values_(values) {
    for (size_t i = 0; i < values.size(); ++i) {
      if (values[i] > 0) order_.push_back(static_cast<int>(i));
    }
    std::stable_sort(order_.begin(), order_.end(),
                     [&](int a, int b) { return values[a] > values[b]; });
    by_density_ = order_;
    std::stable_sort(by_density_.begin(), by_density_.end(), [&](int a, int b) {
      return values[a] * packing.weights[b] > values[b] * packing.weights[a];
    });
  }

  double Pack(int with) {
    double room = packing_.limit, value = 0;
    int places = packing_.most;
    if (with >= 0) {
      room -= packing_.weights[with];
      value = values_[with];
      --places;
      chosen_.push_back(with);
      order_.erase(std::remove(order_.begin(), order_.end(), with), order_.end());
      by_density_.erase(std::remove(by_density_.begin(), by_density_.end(), with),
                        by_density_.end());
    }
    position_.assign(values_.size(), 0);
    for (size_t i = 0; i < order_.size(); ++i) position_[order_[i]] = static_cast<int>(i);
    if (room >= 0 && places >= 0) From(0, room, places, value);
    return best_;
  }

  const std::vector<int>& best_set() const { return best_set_; }

 private:
  // The smaller of what the best of the places left and what a fraction of the room could add.
  double Hope(size_t next, double room, int places) const {
    double by_places = 0;
    for (size_t i = next; i < order_.size() && i < next + places; ++i) {
      by_places += values_[order_[i]];
    }
    double by_room = 0;
    for (const int item : by_density_) {
      if (position_[item] < static_cast<int>(next)) continue;
      const double weight = packing_.weights[item];
      if (weight > room) return std::min(by_places, by_room + values_[item] * room / weight);
      room -= weight;
      by_room += values_[item];
    }
    return std::min(by_places, by_room);
  }

  void From(size_t next, double room, int places, double value) {
    if (value > best_) {
      best_ = value;
      best_set_ = chosen_;
    }
    if (places == 0 || next == order_.size()) return;
    if (value + Hope(next, room, places) <= best_) return;
    const int item = order_[next];
    if (packing_.weights[item] <= room) {
      chosen_.push_back(item);
      From(next + 1, room - packing_.weights[item], places - 1, value + values_[item]);
      chosen_.pop_back();
    }
    From(next + 1, room, places, value);
  }

  const Packing& packing_;
  const std::vector<double>& values_;
  std::vector<int> order_, by_density_, position_, chosen_, best_set_;
  double best_ = -std::numeric_limits<double>::infinity();
};

}  // namespace

double Packing::Most(const std::vector<double>& values, std::vector<int>* chosen, int with) const {
  Packer packer(*this, values);
  const double most = packer.Pack(with);
  if (chosen != nullptr) *chosen = packer.best_set();
  return most;
}

std::optional<std::vector<double>> Packing::Separate(const std::vector<double>& point) const {
  std::vector<int> support;
  double weight = 0;
  for (size_t i = 0; i < point.size(); ++i) {
    if (point[i] < kSupport || weights[i] > limit) continue;
    support.push_back(static_cast<int>(i));
    weight += weights[i];
  }
  if (weight <= limit && static_cast<int>(support.size()) <= most) return std::nullopt;
  auto slopes = SteepestAt(point, support);
  if (!slopes) return std::nullopt;
  double at_point = 0;
  for (const int i : support) at_point += (*slopes)[i] * point[i];
  if (at_point < 1 + kViolated) return std::nullopt;
  Lift(*slopes);
  return slopes;
}

// The greatest sum of slopes at the point that no set passes 1 with. Sets are added as they are
// found to pass it.
std::optional<std::vector<double>> Packing::SteepestAt(const std::vector<double>& point,
                                                       const std::vector<int>& support) const {
  LinearProgram program;
  std::vector<int> column(point.size(), -1);
  std::vector<double> slopes(point.size(), 0.0);
  for (const int i : support) {
    column[i] = program.AddColumn(-point[i], 0, 1);
    slopes[i] = 1;
  }
  for (int sets = 0; sets < kMostSets; ++sets) {
    std::vector<int> set;
    const double greatest = Most(slopes, &set);
    if (greatest <= 1 + kSupport) {
      for (double& slope : slopes) slope /= std::max(1.0, greatest);
      return slopes;
    }
    std::vector<LinearEntry> entries;
    for (const int i : set) entries.push_back({column[i], 1});
    program.AddRow(-kUnbounded, 1, entries);
    if (!program.SolveDual().ok()) return std::nullopt;
    for (const int i : support) slopes[i] = std::max(0.0, program.values()[column[i]]);
  }
  return std::nullopt;
}

// Each item without a slope gets what the fullest set with it leaves, the heaviest first: nothing
// that held before is lost.
void Packing::Lift(std::vector<double>& slopes) const {
  std::vector<int> others;
  for (size_t i = 0; i < slopes.size(); ++i) {
    if (slopes[i] == 0 && weights[i] <= limit) others.push_back(static_cast<int>(i));
  }
  std::stable_sort(others.begin(), others.end(),
                   [this](int a, int b) { return weights[a] > weights[b]; });
  for (const int i : others) slopes[i] = std::max(0.0, 1 - Most(slopes, nullptr, i));
}

}  // namespace pcsp::planning::site

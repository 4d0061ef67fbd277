#include "services/planning/domain/cohorts/bound/dive.h"

#include <algorithm>

namespace pcsp::planning {
namespace {

constexpr double kHeld = 0.999, kNotHeld = 0.001;
constexpr int kRounds = 4;    // of new patterns between two batches
constexpr size_t kBatch = 8;  // so many-th of the sessions that remain are fixed at once

class Diver {
 public:
  Diver(const RegionModel& model, Master& master)
      : model_(model), master_(master), trainers_left_(model.trainers), limits_left_(model.limits) {
    held_.assign(model.sessions.size(), 0);
    fixed_.assign(model.sessions.size(), 0);
    for (size_t s = 0; s < model.sessions.size(); ++s) {
      if (model.sessions[s].must) Hold(static_cast<int>(s));
    }
  }

  std::vector<char> Dive(const Master::Stop& stop) {
    for (std::vector<int> open = Open(); !open.empty() && !stop(); open = Open()) {
      HoldSome(open);
      if (Open().empty()) break;
      master_.Solve(kRounds);
    }
    for (const int s : Open()) HoldIfRoom(s);
    return held_;
  }

 private:
  // Sessions that the relaxation would hold and that are not decided, by how far it holds them.
  std::vector<int> Open() const {
    std::vector<int> open;
    for (size_t s = 0; s < held_.size(); ++s) {
      if (fixed_[s] == 0 && master_.held()[s] > kNotHeld) open.push_back(static_cast<int>(s));
    }
    std::ranges::stable_sort(open, std::greater<>(), [this](int s) { return master_.held()[s]; });
    return open;
  }

  void HoldSome(const std::vector<int>& open) {
    const size_t batch = 1 + open.size() / kBatch;
    for (size_t i = 0; i < open.size(); ++i) {
      if (i < batch || master_.held()[open[i]] > kHeld) HoldIfRoom(open[i]);
    }
  }

  void HoldIfRoom(int s) {
    const RegionSession& session = model_.sessions[s];
    if (trainers_left_[session.fortnight] >= session.trainers &&
        (session.limit < 0 || limits_left_[session.limit] > 0)) {
      Hold(s);
      master_.SetHeld(s, 1, 1);
    } else {
      fixed_[s] = 1;
      master_.SetHeld(s, 0, 0);
    }
  }

  void Hold(int s) {
    held_[s] = 1;
    fixed_[s] = 1;
    trainers_left_[model_.sessions[s].fortnight] -= model_.sessions[s].trainers;
    if (model_.sessions[s].limit >= 0) --limits_left_[model_.sessions[s].limit];
  }

  const RegionModel& model_;
  Master& master_;
  std::vector<int> trainers_left_, limits_left_;
  std::vector<char> held_, fixed_;
};

}  // namespace

std::vector<char> Dive(const RegionModel& model, Master& master, const Master::Stop& stop) {
  return Diver(model, master).Dive(stop);
}

}  // namespace pcsp::planning

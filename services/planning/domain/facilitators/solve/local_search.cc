#include "services/planning/domain/facilitators/solve/local_search.h"

#include <algorithm>

namespace pcsp::planning::facilitators {
namespace {

constexpr double kGain = 1e-7;  // below which a difference of costs is rounding

class Search {
 public:
  explicit Search(Assignment& assignment) : a_(assignment), in_(assignment.instance()) {
    for (int p = 0; p < in_.practices; ++p) {
      double least = in_.unserved[p];
      for (int o = in_.begin[p]; o < in_.begin[p + 1]; ++o) least = std::min(least, in_.cost[o]);
      cheapest_.push_back(least);
    }
  }

  void Run() {
    for (bool better = true; better;) {
      better = false;
      for (int p = 0; p < in_.practices; ++p) {
        while (Better(p)) better = true;
      }
    }
  }

 private:
  double Now(int p) const { return in_.CostOf(p, a_.choice(p)); }

  // Makes the first move found that begins with `p` and lowers the cost.
  bool Better(int p) {
    const int from = a_.choice(p);
    if (from != kUnserved && in_.unserved[p] < Now(p) - kGain) {
      a_.Choose(p, kUnserved);
      return true;
    }
    for (int to = in_.begin[p]; to < in_.begin[p + 1]; ++to) {
      if (to == from) continue;
      const double change = in_.cost[to] - Now(p);
      if (a_.Fits(to, from)) {
        if (change < -kGain) {
          a_.Choose(p, to);
          return true;
        }
      } else if (MakeRoom(p, to, change)) {
        return true;
      }
    }
    return false;
  }

  // Sends a practice away from where `p` wants to go, if both together lower the cost.
  bool MakeRoom(int p, int to, double change) {
    for (int q : a_.practices_of(in_.facilitator[to])) {
      if (q == p) continue;
      const double now = Now(q);
      if (change + cheapest_[q] - now >= -kGain) continue;
      if (!a_.Fits(to, a_.choice(q))) continue;
      if (SendAway(q, p, to, change - now)) return true;
    }
    return false;
  }

  bool SendAway(int q, int p, int to, double change) {
    const int from = a_.choice(p);
    const auto make = [&](int option) {
      a_.Choose(p, kUnserved);
      a_.Choose(q, option);
      a_.Choose(p, to);
    };
    for (int o = in_.begin[q]; o < in_.begin[q + 1]; ++o) {
      if (in_.facilitator[o] == in_.facilitator[to]) continue;
      if (change + in_.cost[o] >= -kGain || !a_.Fits(o, from)) continue;
      make(o);
      return true;
    }
    if (change + in_.unserved[q] >= -kGain) return false;
    make(kUnserved);
    return true;
  }

  Assignment& a_;
  const Instance& in_;
  std::vector<double> cheapest_;  // by practice, whoever has room
};

}  // namespace

void Improve(Assignment& assignment) { Search(assignment).Run(); }

}  // namespace pcsp::planning::facilitators

// The cheapest way to train the people of one track, given what seats cost and how many are left:
// exact (methods.md 4c). One thread at a time; keeps its scratch memory.
//
// The courses of a track follow one another in time, so it is cut into intervals, one a course. In
// an interval the cheapest places are taken first, at most so many a fortnight as the practice can
// spare and so many a session as there are seats; nobody goes who is cheaper to leave out. Cuts are
// chosen by dynamic programming: O(T) intervals for one or two courses, O(T^2) for more.
#pragma once

#include <vector>

#include "absl/types/span.h"
#include "services/planning/domain/cohorts/model/region_model.h"

namespace pcsp::planning {

struct PatternPrices {
  absl::Span<const double> seats;       // added to an offer's cost, one a session; empty: 0
  absl::Span<const double> fortnights;  // of one person away, one a fortnight; empty: 0
};

struct PatternLimits {
  absl::Span<const int> seats;  // left, one a session; empty: all of them
  absl::Span<const int> away;   // people who may still be away, one a fortnight
};

class Pricer {
 public:
  explicit Pricer(const RegionModel& model) : model_(model) {}

  // Writes the cheapest pattern and returns what it costs at these prices; its own cost leaves the
  // prices out. Infinite when fixed people stand in each other's way.
  double Price(const Track& track, const PatternPrices& prices, const PatternLimits& limits,
               Pattern& pattern);

 private:
  // People who could go to one session, in one fortnight.
  struct Piece {
    double price = 0, cost = 0;
    int session = 0, people = 0;
  };
  // The cheapest people of an interval, in order of their price.
  struct Fill {
    void Clear() {
      pieces.clear();
      people = 0;
    }
    std::vector<Piece> pieces;
    int people = 0;
  };
  struct Choices {
    std::vector<Piece> pieces;  // by fortnight; within one, by price
    std::vector<int> first;
  };

  void Choose(const Track& track, const Stage& stage, const PatternPrices& prices,
              const PatternLimits& limits, Choices& choices);
  void ChooseFortnight(const Stage& stage, int t, int away, const PatternPrices& prices,
                       const PatternLimits& limits, Choices& choices);
  // Takes the pieces of a fortnight in; true when that changed anything.
  bool Take(const Stage& stage, const Choices& choices, int t, Fill& fill) const;
  // What `fill` costs, unmet people with it.
  double Worth(const Stage& stage, const Fill& fill) const;
  void Cut(const Track& track);
  void CutFirst(const Stage& stage);
  void CutMiddle(const Stage& stage, int index);
  void CutLast(const Stage& stage, int index);
  void Emit(const Track& track, Pattern& pattern);

  const RegionModel& model_;
  std::vector<Choices> choices_;           // one a stage
  std::vector<std::vector<double>> best_;  // [stage][t]: the stages so far, all before fortnight t
  std::vector<std::vector<int>> from_;     // [stage][t]: where the interval of the stage begins
  Fill fill_;
};

}  // namespace pcsp::planning

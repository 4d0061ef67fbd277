#include "services/planning/domain/site_plan/arrange/swap.h"

#include <utility>
#include <vector>

#include "services/planning/domain/site_plan/arrange/greedy.h"
#include "services/planning/domain/site_plan/arrange/placement.h"

namespace pcsp::planning::site {
namespace {

constexpr double kBetter = 1e-12;  // of the value: less is rounding

class Improver {
 public:
  explicit Improver(Arrangement& arrangement)
      : best_(arrangement), options_(static_cast<int>(arrangement.schedule().size())) {}

  void Run() {
    while (Shift() || Exchange() || Refill() || RefillTwo()) {
    }
  }

 private:
  bool Take(Arrangement candidate) {
    if (candidate.value() <= best_.value() * (1 + kBetter)) return false;
    best_ = std::move(candidate);
    return true;
  }

  bool Take(const Schedule& schedule) {
    auto candidate = Arrangement::From(best_.ground(), schedule);
    return candidate && Take(*std::move(candidate));
  }

  // One action to another quarter, alone or in place of one that starts there.
  bool Shift() {
    for (int one = 0; one < options_; ++one) {
      if (!best_.Started(one)) continue;
      const Window& window = best_.ground().windows[one];
      for (int quarter = window.first; quarter <= window.last; ++quarter) {
        if (ShiftTo(one, quarter)) return true;
      }
    }
    return false;
  }

  bool ShiftTo(int one, int quarter) {
    Schedule schedule = best_.schedule();
    const int from = std::exchange(schedule[one], quarter);
    if (from == quarter) return false;
    if (Take(schedule)) return true;
    for (int other = 0; other < options_; ++other) {
      if (other == one || schedule[other] != quarter) continue;
      schedule[other] = from;
      if (Take(schedule)) return true;
      schedule[other] = quarter;
    }
    return false;
  }

  // One action, and what needs it, for another.
  bool Exchange() {
    for (int one = 0; one < options_; ++one) {
      Arrangement without = best_;
      if (!best_.Started(one) || !without.Drop(one)) continue;
      for (int other = 0; other < options_; ++other) {
        if (other == one || without.Started(other)) continue;
        if (Take(With(without, other, best_.schedule()[one]))) return true;
      }
    }
    return false;
  }

  // Starts `option` in `quarter`, or as early as it can.
  static Arrangement With(Arrangement arrangement, int option, int quarter) {
    if (arrangement.Fits({option, quarter})) {
      const std::vector<Start> earliest = arrangement.Earliest(option);
      if (earliest.size() == 1 && earliest[0].quarter < quarter) quarter = earliest[0].quarter;
      arrangement.Begin({option, quarter});
    } else {
      for (const Start& start : arrangement.Earliest(option)) arrangement.Begin(start);
    }
    return arrangement;
  }

  bool Refill() {
    for (int one = 0; one < options_; ++one) {
      Arrangement without = best_;
      if (!best_.Started(one) || !without.Drop(one)) continue;
      if (TakeFilled(without, {one})) return true;
    }
    return false;
  }

  bool RefillTwo() {
    for (int one = 0; one < options_; ++one) {
      Arrangement without = best_;
      if (!best_.Started(one) || !without.Drop(one)) continue;
      for (int two = one + 1; two < options_; ++two) {
        Arrangement neither = without;
        if (!without.Started(two) || !neither.Drop(two)) continue;
        if (TakeFilled(neither, {one, two})) return true;
      }
    }
    return false;
  }

  // What went may come back once the rest has had its turn.
  bool TakeFilled(const Arrangement& partial, const std::vector<int>& gone) {
    for (const Measure measure : {Measure::kHours, Measure::kNothing}) {
      Arrangement filled = partial;
      Fill(filled, measure, gone);
      Fill(filled, measure);
      if (Take(std::move(filled))) return true;
    }
    return false;
  }

  Arrangement& best_;
  const int options_;
};

}  // namespace

void Improve(Arrangement& arrangement) { Improver(arrangement).Run(); }

std::optional<Arrangement> GreedyAndSwap(const Ground& ground) {
  const Placement required = PlaceRequired(ground);
  if (!required.found) return std::nullopt;
  std::optional<Arrangement> best;
  for (const Measure measure : kMeasures) {
    Arrangement made = *required.found;
    Fill(made, measure);
    Improve(made);
    if (!best || made.value() > best->value() * (1 + kBetter)) best = std::move(made);
  }
  return best;
}

Arrangement StartedFromEach(const Arrangement& best) {
  const Ground& ground = best.ground();
  const Placement required = PlaceRequired(ground);
  Arrangement greatest = best;
  for (int option = 0; required.found && option < static_cast<int>(ground.windows.size());
       ++option) {
    Arrangement made = *required.found;
    for (const Start& start : made.Earliest(option)) made.Begin(start);
    Fill(made, Measure::kHours);
    Improve(made);
    if (made.value() > greatest.value() * (1 + kBetter)) greatest = std::move(made);
  }
  return greatest;
}

}  // namespace pcsp::planning::site

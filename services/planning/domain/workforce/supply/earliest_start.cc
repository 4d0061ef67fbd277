#include "services/planning/domain/workforce/supply/earliest_start.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "services/planning/domain/workforce/supply/pool_supply.h"

namespace pcsp::planning::workforce {
namespace {

std::string SentenceOf(const Problem& problem, const Demand& demand, const Check& check) {
  return absl::StrFormat(
      "%s: in %s, %.4g %s beside the %.4g promised need %d of %s; %.3g are expected, and the "
      "chance "
      "that there are enough is %.3g %%.",
      check.holds ? "Enough" : "Short", MonthName(problem, check.month), demand.wave[check.month],
      WordsOf(problem, demand), demand.promised[check.month], check.people_needed, check.pool,
      check.people_expected, 100 * check.chance);
}

class Starter {
 public:
  Starter(const Problem& problem, int wave) : problem_(problem), wave_(wave) {
    for (const Demand& demand : DemandsOf(problem, {})) {
      const Pool& pool = PoolOf(problem, demand);
      const auto kind = demand.need == Need::kTrainingSeats ? PoolsOf(problem.trainers)
                                                            : PoolsOf(problem.facilitators);
      active_.push_back(ActiveOf(pool, TurnoverOf(pool, kind), problem.months));
    }
  }

  StartMonth At(int start) const {
    std::vector<int> starts(problem_.waves.size(), -1);
    starts[wave_] = start;
    StartMonth month{start, true, {}};
    const std::vector<Demand> demands = DemandsOf(problem_, starts);
    for (size_t d = 0; d < demands.size(); ++d) {
      const Demand& demand = demands[d];
      if (*std::max_element(demand.wave.begin(), demand.wave.end()) <= 0) continue;
      month.checks.push_back(Worst(demand, active_[d]));
      month.possible = month.possible && month.checks.back().holds;
    }
    return month;
  }

 private:
  Check Worst(const Demand& demand, const std::vector<Distribution>& active) const {
    Check worst;
    double least = 2;
    for (int t = 0; t < problem_.months; ++t) {
      if (demand.wave[t] <= 0) continue;
      const int needed = PeopleNeeded(problem_, demand, t);
      const double chance = std::min(1.0, active[t].AtLeast(needed));
      if (chance >= least) continue;
      least = chance;
      worst = {demand.need, PoolOf(problem_, demand).id,   t, needed, active[t].Mean(),
               chance,      chance >= problem_.confidence, ""};
    }
    worst.sentence = SentenceOf(problem_, demand, worst);
    return worst;
  }

  const Problem& problem_;
  const int wave_;
  std::vector<std::vector<Distribution>> active_;  // by demand, as DemandsOf() orders them
};

std::string BindingOf(const Problem& problem, const EarliestStart& start) {
  const bool at_once = start.month == 0;
  const StartMonth& last = start.months[start.months.size() - (start.month && !at_once ? 2 : 1)];
  if (last.checks.empty()) return "Nothing binds: the wave names no facilitators and no trainers.";
  if (at_once) {
    const auto tightest =
        std::min_element(last.checks.begin(), last.checks.end(),
                         [](const Check& a, const Check& b) { return a.chance < b.chance; });
    return absl::StrCat("Nothing binds; tightest is: ", tightest->sentence);
  }
  std::vector<std::string> failing;
  for (const Check& check : last.checks) {
    if (!check.holds) failing.push_back(check.sentence);
  }
  return absl::StrCat("A start in ", MonthName(problem, last.month),
                      " fails: ", absl::StrJoin(failing, " "));
}

}  // namespace

EarliestStart EarliestStartOf(const Problem& problem, int wave) {
  const Starter starter(problem, wave);
  EarliestStart start{wave};
  for (int t = 0; t < problem.months && !start.month; ++t) {
    start.months.push_back(starter.At(t));
    if (start.months.back().possible) start.month = t;
  }
  start.binding = BindingOf(problem, start);
  return start;
}

}  // namespace pcsp::planning::workforce

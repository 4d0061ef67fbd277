#include "services/planning/domain/workforce/supply/recruit_by.h"

#include <algorithm>

#include "absl/strings/str_format.h"
#include "services/planning/domain/workforce/supply/pool_supply.h"

namespace pcsp::planning::workforce {
namespace {

constexpr int kMostRecruits =
    10'000;  // in one month; beyond, the target is taken to be out of reach

// The demands on one pool, which its people meet together.
class Recruiter {
 public:
  Recruiter(const Problem& problem, std::vector<Demand> demands,
            const std::vector<const Pool*>& kind)
      : problem_(problem),
        demands_(std::move(demands)),
        pool_(PoolOf(problem, demands_.front())),
        turnover_(TurnoverOf(pool_, kind)),
        more_(problem.months) {}

  void Run(const Stop& stop, RecruitPlan& plan) {
    active_ = ActiveOf(pool_, turnover_, problem_.months, more_);
    for (int t = 0; t < problem_.months && !Stopped(stop); ++t) {
      const Demand& demand = Binding(t);
      if (Chance(demand, t) >= problem_.confidence) continue;
      const int begin = std::max(0, t - pool_.lead_months);
      if (begin + pool_.lead_months > t) {
        Late(demand, t, plan);
        continue;
      }
      const double without = Chance(demand, t);
      if (!Add(demand, t, begin, /*too_late=*/false, plan)) {
        plan.unmet.push_back({pool_.id, t, without});
      }
    }
  }

 private:
  const Demand& Binding(int t) const {
    return *std::max_element(demands_.begin(), demands_.end(),
                             [&](const Demand& a, const Demand& b) {
                               return PeopleNeeded(problem_, a, t) < PeopleNeeded(problem_, b, t);
                             });
  }

  double Chance(const Demand& demand, int t) const {
    return std::min(1.0, active_[t].AtLeast(PeopleNeeded(problem_, demand, t)));
  }

  // Nobody who begins now counts in month t: it stays short.
  void Late(const Demand& demand, int t, RecruitPlan& plan) {
    plan.unmet.push_back({pool_.id, t, Chance(demand, t)});
    const int first = pool_.lead_months;
    if (first >= problem_.months || late_) return;
    late_ = true;
    const Demand& then = Binding(first);
    if (Chance(then, first) < problem_.confidence) Add(then, first, 0, /*too_late=*/true, plan);
  }

  // The fewest who are enough in month t, by growing steps and bisection. False when nobody is.
  bool Add(const Demand& demand, int t, int begin, bool too_late, RecruitPlan& plan) {
    const double without = Chance(demand, t);
    const double expected = active_[t].Mean();
    const int before = more_[begin];
    int low = 0, high = 1;
    for (; !Enough(demand, t, begin, before + high) && high < kMostRecruits; high *= 2) low = high;
    while (high - low > 1) {
      const int middle = low + (high - low) / 2;
      (Enough(demand, t, begin, before + middle) ? high : low) = middle;
    }
    if (!Enough(demand, t, begin, before + high)) {
      more_[begin] = before;
      active_ = ActiveOf(pool_, turnover_, problem_.months, more_);
      return false;
    }
    Recruitment recruitment{demand.need, pool_.id, high, begin, t, too_late, ""};
    recruitment.because = absl::StrFormat(
        "In %s, %.4g %s need %d of %s; %.3g are expected, and the chance that there are enough is "
        "%.3g %%.%s",
        MonthName(problem_, t), demand.work(t), WordsOf(problem_, demand),
        PeopleNeeded(problem_, demand, t), pool_.id, expected, 100 * without,
        too_late ? " They are needed earlier than they can be ready." : "");
    plan.recruitments.push_back(std::move(recruitment));
    return true;
  }

  bool Enough(const Demand& demand, int t, int begin, int people) {
    more_[begin] = people;
    active_ = ActiveOf(pool_, turnover_, problem_.months, more_);
    return Chance(demand, t) >= problem_.confidence;
  }

  const Problem& problem_;
  const std::vector<Demand> demands_;
  const Pool& pool_;
  const std::vector<double> turnover_;
  std::vector<int> more_;  // by month of beginning
  bool late_ = false;      // those who begin now, too late, have been seen to
  std::vector<Distribution> active_;
};

}  // namespace

RecruitPlan RecruitBy(const Problem& problem, const Stop& stop) {
  std::vector<int> starts;
  for (const Wave& wave : problem.waves) starts.push_back(wave.start.value_or(-1));
  RecruitPlan plan;
  std::vector<Demand> demands = DemandsOf(problem, starts);
  for (size_t d = 0; d < demands.size(); ++d) {
    std::vector<Demand> pool = {demands[d]};
    const bool trainers = demands[d].need == Need::kTrainingSeats;
    if (!trainers) pool.push_back(demands[++d]);  // the caseload of the same facilitators
    Recruiter(problem, std::move(pool),
              trainers ? PoolsOf(problem.trainers) : PoolsOf(problem.facilitators))
        .Run(stop, plan);
  }
  std::stable_sort(
      plan.recruitments.begin(), plan.recruitments.end(),
      [](const Recruitment& a, const Recruitment& b) { return a.begin_by < b.begin_by; });
  return plan;
}

}  // namespace pcsp::planning::workforce

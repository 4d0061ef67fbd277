#include "services/planning/domain/workforce/supply/demand.h"

#include <algorithm>
#include <cmath>

#include "absl/strings/str_format.h"

namespace pcsp::planning::workforce {
namespace {

constexpr double kRounding = 1e-9;

// Adds `work` to each month of the wave's window that lies within the problem.
void Spread(int start, int months, double work, std::vector<double>& by_month) {
  const int end = std::min(start + months, static_cast<int>(by_month.size()));
  for (int t = start; t < end; ++t) by_month[t] += work / months;
}

Demand OfFacilitators(const Problem& problem, Need need, int pool, const std::vector<int>& starts) {
  const FacilitatorPool& facilitators = problem.facilitators[pool];
  const bool hours = need == Need::kFacilitatorHours;
  Demand demand{need, pool, hours ? facilitators.hours_a_month : facilitators.most_practices};
  demand.wave.resize(problem.months);
  for (int t = 0; t < problem.months; ++t) {
    demand.promised.push_back(At(facilitators.practices, t) *
                              (hours ? facilitators.hours_a_practice : 1));
  }
  for (size_t w = 0; w < starts.size(); ++w) {
    const Wave& wave = problem.waves[w];
    if (starts[w] < 0 || wave.facilitators != pool) continue;
    const double work = hours ? wave.practices * wave.hours_a_practice
                              : static_cast<double>(wave.practices) * wave.support_months;
    Spread(starts[w], wave.support_months, work, demand.wave);
  }
  return demand;
}

Demand OfTrainers(const Problem& problem, int pool, const std::vector<int>& starts) {
  const TrainerPool& trainers = problem.trainers[pool];
  Demand demand{Need::kTrainingSeats, pool,
                trainers.sessions_a_month / trainers.trainers_a_session * trainers.seats_a_session};
  demand.wave.resize(problem.months);
  demand.promised.resize(problem.months);
  for (const Post& post : problem.posts) {
    if (post.trainers != pool) continue;
    for (int t = 0; t < problem.months; ++t) demand.promised[t] += At(post.intakes, t);
  }
  for (size_t w = 0; w < starts.size(); ++w) {
    const Wave& wave = problem.waves[w];
    if (starts[w] < 0 || wave.trainers != pool) continue;
    Spread(starts[w], wave.training_months, wave.practices * wave.people_a_practice, demand.wave);
  }
  return demand;
}

}  // namespace

std::vector<Demand> DemandsOf(const Problem& problem, const std::vector<int>& starts) {
  std::vector<Demand> demands;
  for (int f = 0; f < static_cast<int>(problem.facilitators.size()); ++f) {
    demands.push_back(OfFacilitators(problem, Need::kFacilitatorHours, f, starts));
    demands.push_back(OfFacilitators(problem, Need::kCaseload, f, starts));
  }
  for (int p = 0; p < static_cast<int>(problem.trainers.size()); ++p) {
    demands.push_back(OfTrainers(problem, p, starts));
  }
  return demands;
}

int PeopleNeeded(const Problem& problem, const Demand& demand, int month) {
  const double work = demand.work(month);
  if (work <= kRounding) return 0;
  if (demand.need != Need::kTrainingSeats) {
    return static_cast<int>(std::ceil(work / demand.work_a_person - kRounding));
  }
  // Whole sessions, and enough people for all of them.
  const TrainerPool& trainers = problem.trainers[demand.pool];
  const double sessions = std::ceil(work / trainers.seats_a_session - kRounding);
  const double people =
      std::max(trainers.trainers_a_session,
               sessions * trainers.trainers_a_session / trainers.sessions_a_month);
  return static_cast<int>(std::ceil(people - kRounding));
}

const Pool& PoolOf(const Problem& problem, const Demand& demand) {
  return demand.need == Need::kTrainingSeats ? problem.trainers[demand.pool].people
                                             : problem.facilitators[demand.pool].people;
}

std::string WordsOf(const Problem& problem, const Demand& demand) {
  switch (demand.need) {
    case Need::kFacilitatorHours:
      return "contact hours";
    case Need::kCaseload:
      return absl::StrFormat("practices at most %.3g a facilitator",
                             problem.facilitators[demand.pool].most_practices);
    case Need::kTrainingSeats:
      break;
  }
  return "training seats";
}

}  // namespace pcsp::planning::workforce

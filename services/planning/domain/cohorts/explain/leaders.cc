#include "services/planning/domain/cohorts/explain/leaders.h"

#include <algorithm>
#include <map>
#include <utility>

namespace pcsp::planning {
namespace {

bool Away(const Trainer& trainer, int fortnight) {
  return std::ranges::any_of(trainer.leave, [fortnight](const Trainer::Leave& leave) {
    return leave.from <= fortnight && fortnight <= leave.until;
  });
}

class Rota {
 public:
  Rota(const CohortProblem& problem, const CohortPlan& plan)
      : problem_(problem),
        plan_(plan),
        leaders_(plan.held.size()),
        led_(problem.trainers.size()),
        last_(problem.trainers.size(), -1) {}

  std::vector<SessionLeaders> Make() {
    std::map<std::pair<int, int>, std::vector<size_t>> together;  // by fortnight and region
    for (size_t i = 0; i < plan_.held.size(); ++i) {
      const CohortSession& s = Session(i);
      together[{s.fortnight, problem_.venues[s.venue].region}].push_back(i);
    }
    for (const auto& [when, sessions] : together) {
      for (const size_t i : sessions) {
        for (const int trainer : Session(i).named_trainers) Lead(i, trainer);
      }
      others_left_ = problem_.regions[when.second].trainers[when.first];
      for (const size_t i : sessions) Fill(i, when.second, TrainersTaken(problem_, Session(i)));
      for (const size_t i : sessions) Fill(i, when.second, Session(i).trainers);
      for (const size_t i : sessions) CountMissing(i);
    }
    for (SessionLeaders& leaders : leaders_) std::ranges::sort(leaders.named);
    return std::move(leaders_);
  }

 private:
  const CohortSession& Session(size_t held) const { return problem_.sessions[plan_.held[held]]; }

  void Lead(size_t held, int trainer) {
    leaders_[held].named.push_back(trainer);
    last_[trainer] = Session(held).fortnight;
    ++led_[trainer];
  }

  // Who is free and has led least; -1: nobody.
  int Next(int region, int fortnight) const {
    int next = -1;
    for (int i = 0; i < static_cast<int>(problem_.trainers.size()); ++i) {
      const Trainer& trainer = problem_.trainers[i];
      if (trainer.region != region || last_[i] == fortnight || Away(trainer, fortnight)) continue;
      if (next < 0 || led_[i] < led_[next]) next = i;
    }
    return next;
  }

  int LedBy(size_t held) const {
    return static_cast<int>(leaders_[held].named.size()) + leaders_[held].others;
  }

  // Until so many lead it, or nobody is left.
  void Fill(size_t held, int region, int trainers) {
    while (LedBy(held) < trainers) {
      const int trainer = Next(region, Session(held).fortnight);
      if (trainer >= 0) {
        Lead(held, trainer);
      } else if (others_left_ > 0) {
        --others_left_;
        ++leaders_[held].others;
      } else {
        break;
      }
    }
  }

  // What a plan may leave open.
  void CountMissing(size_t held) {
    const CohortSession& s = Session(held);
    const int open = s.trainers - LedBy(held);
    leaders_[held].missing = std::clamp(open, 0, s.trainers - TrainersTaken(problem_, s));
    leaders_[held].others += std::max(0, open - leaders_[held].missing);
  }

  const CohortProblem& problem_;
  const CohortPlan& plan_;
  std::vector<SessionLeaders> leaders_;
  std::vector<int> led_;   // sessions of each trainer so far
  std::vector<int> last_;  // the fortnight of the last of them
  int others_left_ = 0;    // of the region and fortnight looked at
};

}  // namespace

std::vector<SessionLeaders> LeadersOf(const CohortProblem& problem, const CohortPlan& plan) {
  return Rota(problem, plan).Make();
}

}  // namespace pcsp::planning

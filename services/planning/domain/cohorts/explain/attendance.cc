#include "services/planning/domain/cohorts/explain/attendance.h"

#include <algorithm>
#include <map>
#include <utility>

#include "absl/strings/str_cat.h"
#include "services/planning/domain/cohorts/explain/session_words.h"
#include "services/planning/domain/cohorts/model/pricer.h"

namespace pcsp::planning {
namespace {

using Why = UnmetPeople::Why;

constexpr double kMuch = 1e7;  // a person: nobody is left out who can go

double UnmetCost(const CohortProblem& problem, const RoleNeed& role) {
  return role.unmet_cost < 0 ? problem.unmet_cost : role.unmet_cost;
}

// The roles of `need` who go when `going` people do, one entry a role.
std::vector<int> WhoGoes(const CohortProblem& problem, const CourseNeed& need, int going) {
  std::vector<size_t> order(need.roles.size());
  for (size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::ranges::stable_sort(order, std::greater<>(),
                           [&](size_t i) { return UnmetCost(problem, need.roles[i]); });
  std::vector<int> people(need.roles.size());
  for (const size_t i : order) {
    people[i] = std::min(going, need.roles[i].people);
    going -= people[i];
  }
  return people;
}

class Reader {
 public:
  Reader(const CohortProblem& problem, const CohortPlan& plan) : problem_(problem), plan_(plan) {}

  Attendance Read() {
    result_.bookings.resize(plan_.bookings.size());
    for (size_t i = 0; i < plan_.bookings.size(); ++i) {
      const CohortBooking& b = plan_.bookings[i];
      of_[{b.practice, problem_.sessions[b.session].course}].push_back(i);
    }
    for (size_t p = 0; p < problem_.practices.size(); ++p) {
      for (const CourseNeed& need : problem_.practices[p].needs) Need(static_cast<int>(p), need);
    }
    return std::move(result_);
  }

 private:
  void Need(int practice, const CourseNeed& need) {
    std::vector<size_t> bookings = of_[{practice, need.course}];
    std::erase_if(bookings,
                  [&](size_t i) { return ServedBy(practice, plan_.bookings[i].session) != &need; });
    std::ranges::stable_sort(bookings, {}, [this](size_t i) {
      return problem_.sessions[plan_.bookings[i].session].fortnight;
    });
    int going = 0;
    for (const size_t i : bookings) going += plan_.bookings[i].people;
    std::vector<int> left = WhoGoes(problem_, need, going);
    for (size_t r = 0; r < need.roles.size(); ++r) {
      const int unmet = need.roles[r].people - left[r];
      if (unmet > 0) {
        result_.unmet.push_back(
            {practice, need.course, need.roles[r].role, unmet, WhyOf(practice, need)});
      }
    }
    size_t turn = 0;
    for (const size_t i : bookings) {
      GiveRoles(need, plan_.bookings[i].people, left, turn, result_.bookings[i]);
    }
  }

  const CourseNeed* ServedBy(int practice, int session) const {
    return NeedServed(problem_.practices[practice], problem_.sessions[session]);
  }

  // One of each role in turn.
  static void GiveRoles(const CourseNeed& need, int people, std::vector<int>& left, size_t& turn,
                        BookingRoles& roles) {
    std::vector<int> seated(left.size());
    while (people > 0) {
      if (left[turn % left.size()] > 0) {
        --left[turn % left.size()];
        ++seated[turn % left.size()];
        --people;
      }
      ++turn;
    }
    for (size_t r = 0; r < seated.size(); ++r) {
      if (seated[r] > 0) roles.push_back({need.roles[r].role, seated[r]});
    }
  }

  // What stood in the way: tried again with every session open and empty.
  Why WhyOf(int practice, const CourseNeed& need) {
    const int region = problem_.practices[practice].region;
    auto model = models_.find(region);
    if (model == models_.end()) model = models_.emplace(region, MakeRegion(problem_, region)).first;
    Pricer pricer(model->second);
    for (Track track : model->second.tracks) {
      if (track.practice != practice || !IsAbout(model->second, track, need)) continue;
      if (Trained(model->second, pricer, track, need.course) >= PeopleLeft(practice, need)) {
        return Why::kSeats;
      }
      for (Stage& stage : track.stages) std::ranges::fill(stage.unmet_costs, kMuch);
      return Trained(model->second, pricer, track, need.course) >= PeopleLeft(practice, need)
                 ? Why::kDear
                 : Why::kOwnLimits;
    }
    return Why::kOwnLimits;
  }

  static bool IsAbout(const RegionModel& model, const Track& track, const CourseNeed& need) {
    return std::ranges::any_of(track.stages, [&](const Stage& stage) {
      if (stage.offers.empty()) return false;
      const RegionSession& s = model.sessions[stage.offers[0].session];
      return s.course == need.course && need.from <= s.fortnight && s.fortnight <= need.until;
    });
  }

  // Beyond those whose seats are fixed.
  int PeopleLeft(int practice, const CourseNeed& need) const {
    int people = PeopleOf(need);
    for (const auto& [region, model] : models_) {
      for (const CohortBooking& b : model.fixed) {
        if (b.practice == practice && ServedBy(practice, b.session) == &need) people -= b.people;
      }
    }
    return people;
  }

  static int Trained(const RegionModel& model, Pricer& pricer, const Track& track, int course) {
    Pattern pattern;
    pricer.Price(track, {}, {}, pattern);
    int people = 0;
    for (const Seat& seat : pattern.seats) {
      people += model.sessions[seat.session].course == course ? seat.people : 0;
    }
    return people;
  }

  const CohortProblem& problem_;
  const CohortPlan& plan_;
  std::map<std::pair<int, int>, std::vector<size_t>> of_;  // (practice, course) -> bookings
  std::map<int, RegionModel> models_;
  Attendance result_;
};

}  // namespace

Attendance ReadAttendance(const CohortProblem& problem, const CohortPlan& plan) {
  return Reader(problem, plan).Read();
}

std::string WordsFor(const CohortProblem& problem, const UnmetPeople& unmet) {
  const std::string practice = PracticeTitle(problem, unmet.practice);
  switch (unmet.why) {
    case Why::kOwnLimits:
      return absl::StrCat(practice,
                          " cannot send them: ", problem.practices[unmet.practice].backfill,
                          " away a fortnight, blocked fortnights, what is due when and in which "
                          "order leave no room, or no session is in reach");
    case Why::kDear:
      return absl::StrCat("sending them would cost ", practice, " more than leaving them out");
    case Why::kSeats:
      return absl::StrCat("no seat is left where and when ", practice,
                          " could send them: sessions or trainers are short");
  }
  return "";
}

}  // namespace pcsp::planning

#include "services/planning/domain/cohorts/plan_check.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "services/planning/domain/cohorts/explain/session_words.h"

namespace pcsp::planning {
namespace {

using Rule = BrokenRule::Rule;
using Running = CohortSession::Running;
// (practice or session, fortnight or course) -> people
using Tally = std::map<std::pair<int, int>, int>;
// Course, and the need that going served or null -> people of a practice
using Trained = std::map<std::pair<int, const CourseNeed*>, int>;

class Checker {
 public:
  Checker(const CohortProblem& problem, const CohortPlan& plan) : problem_(problem), plan_(plan) {}

  CheckedPlan Check() {
    Collect();
    Sessions();
    Trainers();
    Days();
    for (size_t p = 0; p < problem_.practices.size(); ++p) Practice(static_cast<int>(p));
    Wishes();
    Frozen();
    return std::move(result_);
  }

 private:
  template <typename... Words>
  void Break(Rule rule, const Words&... words) {
    result_.broken.push_back({rule, absl::StrCat(words...)});
  }

  bool Exists(const CohortBooking& b) const {
    return b.practice >= 0 && b.practice < static_cast<int>(problem_.practices.size()) &&
           b.session >= 0 && b.session < static_cast<int>(problem_.sessions.size()) && b.people > 0;
  }

  // Sorts out what cannot be checked further.
  void Collect() {
    for (const int s : plan_.held) {
      if (s < 0 || s >= static_cast<int>(problem_.sessions.size()) || !held_.insert(s).second) {
        Break(Rule::kMalformed, "held session ", s);
      }
    }
    for (const CohortBooking& b : plan_.bookings) {
      if (!Exists(b) || !people_.emplace(std::pair(b.practice, b.session), b.people).second) {
        Break(Rule::kMalformed, "booking of practice ", b.practice, " at session ", b.session);
        continue;
      }
      if (!held_.contains(b.session)) Break(Rule::kNotHeld, Where(b.practice, b.session));
      at_session_[b.session] += b.people;
    }
  }

  // As people know it, where its day is known.
  std::string NameOf(int session) const {
    return problem_.titles.first_day ? TextOf(InWords(problem_, session))
                                     : problem_.sessions[session].id;
  }

  std::string Where(int practice, int session) const {
    return absl::StrCat(PracticeTitle(problem_, practice), " at ", NameOf(session));
  }

  void Sessions() {
    for (size_t i = 0; i < problem_.sessions.size(); ++i) {
      const CohortSession& s = problem_.sessions[i];
      const bool held = held_.contains(static_cast<int>(i));
      if (held ? s.running == Running::kMustNot : s.running == Running::kMust) {
        Break(Rule::kRunning, NameOf(static_cast<int>(i)), held ? " is held" : " is not held");
      }
      if (!held) continue;
      result_.cost.sessions += s.fixed_cost;
      const int people = at_session_[static_cast<int>(i)];
      if (people > s.seats)
        Break(Rule::kSeats, NameOf(static_cast<int>(i)), ": ", people, " people, ", s.seats,
              " seats");
      if (people < s.least && s.running != Running::kMust && !Settled(static_cast<int>(i))) {
        Break(Rule::kLeast, NameOf(static_cast<int>(i)), ": ", people, " people of at least ",
              s.least);
      }
    }
  }

  // Somebody is pinned to it, or frozen in it: it is held however few they are.
  bool Settled(int session) const {
    const auto there = [session](const CohortBooking& b) { return b.session == session; };
    return std::ranges::any_of(problem_.pins, there) ||
           (problem_.sessions[session].fortnight < problem_.current.frozen_until &&
            std::ranges::any_of(problem_.current.bookings, there));
  }

  void Trainers() {
    Tally regional;
    std::map<int, int> national;
    for (const int i : held_) {
      const CohortSession& s = problem_.sessions[i];
      const int trainers = TrainersTaken(problem_, s);
      regional[{problem_.venues[s.venue].region, s.fortnight}] += trainers;
      national[s.fortnight] += trainers;
    }
    for (const auto& [where, used] : regional) {
      const int present = TrainersIn(problem_, where.first, where.second);
      if (used <= present) continue;
      Break(Rule::kTrainers, RegionTitle(problem_, where.first), " ",
            FortnightInWords(problem_, where.second), ": ", used, " trainers are needed, ", present,
            present == 1 ? " is there" : " are there");
    }
    if (problem_.national_trainers.empty()) return;
    for (const auto& [t, used] : national) {
      const int present = problem_.national_trainers[t];
      if (used > present) Break(Rule::kNational, "fortnight ", t, ": ", used, " of ", present);
    }
  }

  // More sessions at a venue than it has days, unless they all have to be held.
  void Days() {
    Tally held, free;
    for (const int i : held_) {
      const CohortSession& s = problem_.sessions[i];
      if (problem_.venues[s.venue].days.empty()) continue;
      ++held[{s.venue, s.fortnight}];
      if (s.running != Running::kMust && !Settled(i)) ++free[{s.venue, s.fortnight}];
    }
    for (const auto& [where, sessions] : held) {
      const int days = problem_.venues[where.first].days[where.second];
      if (sessions <= days || free[where] == 0) continue;
      Break(Rule::kDays, VenueTitle(problem_, where.first), " ",
            FortnightInWords(problem_, where.second), ": ", sessions, " sessions on ", days,
            " days");
    }
  }

  void Practice(int index) {
    const CohortPractice& practice = problem_.practices[index];
    std::map<int, int> away;  // by fortnight
    Trained trained;
    std::map<int, std::pair<int, int>> spans;  // course -> first and last fortnight
    const auto end = people_.lower_bound({index + 1, 0});
    for (auto it = people_.lower_bound({index, 0}); it != end; ++it) {
      const int session = it->first.second, people = it->second;
      const CohortSession& s = problem_.sessions[session];
      away[s.fortnight] += people;
      trained[{s.course, NeedServed(practice, s)}] += people;
      auto [span, fresh] = spans.try_emplace(s.course, s.fortnight, s.fortnight);
      span->second.first = std::min(span->second.first, s.fortnight);
      span->second.second = std::max(span->second.second, s.fortnight);
      Booking(index, session, people);
    }
    for (const auto& [t, people] : away) {
      if (people > practice.backfill) {
        Break(Rule::kBackfill, practice.id, " in fortnight ", t, ": ", people, " of ",
              practice.backfill);
      }
    }
    for (const auto& [course, span] : spans) Order(practice, course, span.first, spans);
    Needs(practice, trained);
  }

  void Booking(int index, int session, int people) {
    const CohortPractice& practice = problem_.practices[index];
    const CohortSession& s = problem_.sessions[session];
    if (practice.km[s.venue] < 0 || problem_.venues[s.venue].region != practice.region) {
      Break(Rule::kReach, Where(index, session));
    } else {
      result_.cost.travel += people * problem_.km_rate * practice.km[s.venue];
    }
    result_.cost.lateness += people * problem_.late_rate * practice.priority * s.fortnight;
    if (std::ranges::count(practice.blocked, s.fortnight) > 0) {
      Break(Rule::kBlocked, Where(index, session), " in fortnight ", s.fortnight);
    }
    const bool due = std::ranges::any_of(practice.needs, [&s](const CourseNeed& need) {
      return need.course == s.course && need.from <= s.fortnight && s.fortnight <= need.until;
    });
    if (!due && std::ranges::count(practice.needs, s.course, &CourseNeed::course) > 0) {
      Break(Rule::kWindow, Where(index, session), " in fortnight ", s.fortnight);
    }
  }

  // Every course before `course`, not only the one right before it: that may have had nobody.
  void Order(const CohortPractice& practice, int course, int first,
             const std::map<int, std::pair<int, int>>& spans) {
    for (int before = problem_.courses[course].after; before >= 0;
         before = problem_.courses[before].after) {
      const auto it = spans.find(before);
      if (it == spans.end() || first > it->second.second) continue;
      Break(Rule::kOrder, practice.id, ": ", problem_.courses[course].id, " in fortnight ", first,
            ", ", problem_.courses[before].id, " until fortnight ", it->second.second);
    }
  }

  void Needs(const CohortPractice& practice, const Trained& trained) {
    Trained left = trained;
    for (const CourseNeed& need : practice.needs) {
      int& here = left[{need.course, &need}];
      const int went = here;
      int wanted = 0;
      std::vector<double> costs;
      for (const RoleNeed& role : need.roles) {
        wanted += role.people;
        costs.insert(costs.end(), role.people,
                     role.unmet_cost < 0 ? problem_.unmet_cost : role.unmet_cost);
      }
      here -= wanted;
      if (went >= wanted) continue;
      if (need.must) {
        Break(Rule::kMust, practice.id, ": ", wanted - went, " left out of ",
              problem_.courses[need.course].id);
      }
      std::ranges::sort(costs);  // those who matter least stay at home
      for (int i = 0; i < wanted - went; ++i) result_.cost.unmet += costs[i];
      result_.unmet_people += wanted - went;
    }
    for (const auto& [what, extra] : left) {
      if (extra <= 0) continue;
      Break(Rule::kNeed, practice.id, ": ", extra, " too many at ",
            problem_.courses[what.first].id);
    }
  }

  void Wishes() {
    for (const CohortBooking& pin : problem_.pins) {
      const auto it = people_.find({pin.practice, pin.session});
      const int went = it == people_.end() ? 0 : it->second;
      if (went < pin.people) {
        Break(Rule::kPin, Where(pin.practice, pin.session), ": ", went, " of ", pin.people);
      }
    }
    for (const CohortBan& ban : problem_.bans) {
      if (people_.contains({ban.practice, ban.session})) {
        Break(Rule::kBan, Where(ban.practice, ban.session));
      }
    }
  }

  void Frozen() {
    Tally change;
    const auto frozen = [this](int session) {
      return problem_.sessions[session].fortnight < problem_.current.frozen_until;
    };
    for (const auto& [where, people] : people_) {
      if (frozen(where.second)) change[where] += people;
    }
    for (const CohortBooking& b : problem_.current.bookings) {
      if (frozen(b.session)) change[{b.practice, b.session}] -= b.people;
    }
    for (const auto& [where, people] : change) {
      if (people != 0)
        Break(Rule::kFrozen, Where(where.first, where.second), ": ", people, " more");
    }
  }

  const CohortProblem& problem_;
  const CohortPlan& plan_;
  std::set<int> held_;
  Tally people_;  // (practice, session)
  std::map<int, int> at_session_;
  CheckedPlan result_;
};

}  // namespace

CheckedPlan CheckPlan(const CohortProblem& problem, const CohortPlan& plan) {
  return Checker(problem, plan).Check();
}

}  // namespace pcsp::planning

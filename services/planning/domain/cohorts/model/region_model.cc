#include "services/planning/domain/cohorts/model/region_model.h"

#include <algorithm>
#include <functional>
#include <map>
#include <utility>

namespace pcsp::planning {
namespace {

using Running = CohortSession::Running;

class Maker {
 public:
  Maker(const CohortProblem& problem, int region) : problem_(problem), region_(region) {
    model_.fortnights = problem.fortnights;
    Fix();
  }

  RegionModel Make(const std::vector<int>& most_trainers) {
    for (int t = 0; t < problem_.fortnights; ++t) {
      const int present = TrainersIn(problem_, region_, t);
      model_.trainers.push_back(most_trainers.empty() ? present
                                                      : std::min(present, most_trainers[t]));
    }
    Sessions();
    for (const CohortBooking& b : problem_.current.bookings) {
      booked_[{b.practice, b.session}] += b.people;
    }
    for (const CohortBan& ban : problem_.bans) banned_[{ban.practice, ban.session}] = true;
    for (size_t p = 0; p < problem_.practices.size(); ++p) {
      if (problem_.practices[p].region == region_) Practice(static_cast<int>(p));
    }
    for (const auto& [where, people] : fixed_) {
      model_.fixed.push_back({where.first, where.second, people});
    }
    return std::move(model_);
  }

 private:
  bool Frozen(int session) const {
    return problem_.sessions[session].fortnight < problem_.current.frozen_until;
  }

  // Pins, and bookings that may not change any more.
  void Fix() {
    for (const CohortBooking& pin : problem_.pins) Fix(pin);
    for (const CohortBooking& b : problem_.current.bookings) {
      if (Frozen(b.session)) Fix(b);
    }
  }

  void Fix(const CohortBooking& b) {
    const CohortPractice& practice = problem_.practices[b.practice];
    if (practice.region != region_) return;
    int& people = fixed_[{b.practice, b.session}];
    const int more = std::max(0, b.people - people);
    people += more;
    fixed_at_[b.session] += more;
    const CohortSession& session = problem_.sessions[b.session];
    model_.fixed_cost +=
        more * (TravelCost(problem_, practice, session) + LateCost(problem_, practice, session));
  }

  void Sessions() {
    for (size_t i = 0; i < problem_.sessions.size(); ++i) {
      const CohortSession& s = problem_.sessions[i];
      const int id = static_cast<int>(i), fixed = fixed_at_[id];
      if (problem_.venues[s.venue].region != region_) continue;
      const bool must = s.running == Running::kMust || fixed > 0;
      if (s.running == Running::kMustNot || (Frozen(id) && !must)) continue;
      model_.sessions.push_back({.id = id,
                                 .course = s.course,
                                 .venue = s.venue,
                                 .fortnight = s.fortnight,
                                 .seats = s.seats - fixed,
                                 .least = must ? 0 : s.least,
                                 .trainers = TrainersTaken(problem_, s),
                                 .fixed_cost = s.fixed_cost,
                                 .must = must});
    }
    LimitDays();
  }

  // Where a venue has fewer days in a fortnight than there are sessions to hold.
  void LimitDays() {
    std::map<std::pair<int, int>, std::vector<RegionSession*>> together;
    for (RegionSession& s : model_.sessions) together[{s.venue, s.fortnight}].push_back(&s);
    for (const auto& [where, sessions] : together) {
      const std::vector<int>& days = problem_.venues[where.first].days;
      if (days.empty() || days[where.second] >= static_cast<int>(sessions.size())) continue;
      const auto must = std::ranges::count(sessions, true, &RegionSession::must);
      for (RegionSession* s : sessions) s->limit = static_cast<int>(model_.limits.size());
      model_.limits.push_back(std::max(days[where.second], static_cast<int>(must)));
    }
  }

  int Next(int course) const {
    for (size_t next = 0; next < problem_.courses.size(); ++next) {
      if (problem_.courses[next].after == course) return static_cast<int>(next);
    }
    return -1;
  }

  // The courses in chains, each from its first to its last.
  std::vector<std::vector<int>> Chains() const {
    std::vector<std::vector<int>> chains;
    for (size_t first = 0; first < problem_.courses.size(); ++first) {
      if (problem_.courses[first].after >= 0) continue;
      std::vector<int>& chain = chains.emplace_back();
      for (int course = static_cast<int>(first); course >= 0; course = Next(course)) {
        chain.push_back(course);
      }
    }
    return chains;
  }

  void Practice(int p) {
    const CohortPractice& practice = problem_.practices[p];
    std::vector<int> away(problem_.fortnights, practice.backfill);
    for (const int t : practice.blocked) away[t] = 0;
    for (auto it = fixed_.lower_bound({p, 0}); it != fixed_.end() && it->first.first == p; ++it) {
      int& left = away[problem_.sessions[it->first.second].fortnight];
      left = std::max(0, left - it->second);
    }
    std::vector<int> tracks;
    for (const std::vector<int>& chain : Chains()) {
      for (int course : chain) {
        model_.booked_worth += BookedPeople(p, course, nullptr) * problem_.current.keep;
      }
      for (const Needs& needs : TracksOf(practice, chain)) {
        Track track = {.practice = p, .stages = {}, .away = away};
        for (const CourseNeed* need : needs) {
          track.stages.push_back(MakeStage(p, *need, track));
          track.booked_people += BookedPeople(p, need->course, need);
        }
        model_.booked_worth += track.booked_people * problem_.current.keep;
        tracks.push_back(static_cast<int>(model_.tracks.size()));
        model_.tracks.push_back(std::move(track));
      }
    }
    for (size_t i = 0; i < tracks.size(); ++i) model_.siblings.push_back(tracks);
  }

  using Needs = std::vector<const CourseNeed*>;

  // What of a chain each track is about. Several needs of one course, which is then the only one of
  // its chain, have nothing to do with each other.
  static std::vector<Needs> TracksOf(const CohortPractice& practice,
                                     const std::vector<int>& chain) {
    std::vector<Needs> tracks;
    for (const int course : chain) {
      for (const CourseNeed& need : practice.needs) {
        if (need.course != course) continue;
        if (tracks.empty() || tracks.back().back()->course == course) tracks.emplace_back();
        tracks.back().push_back(&need);
      }
    }
    return tracks;
  }

  // Whose bookings may still change: those that serve `need`, or none if it is null.
  int BookedPeople(int p, int course, const CourseNeed* need) const {
    int people = 0;
    for (auto it = booked_.lower_bound({p, 0}); it != booked_.end() && it->first.first == p; ++it) {
      const CohortSession& session = problem_.sessions[it->first.second];
      if (session.course == course && NeedServed(problem_.practices[p], session) == need) {
        people += std::max(0, it->second - FixedPeople(p, it->first.second));
      }
    }
    return people;
  }

  int FixedPeople(int p, int session) const {
    const auto fixed = fixed_.find({p, session});
    return fixed == fixed_.end() ? 0 : fixed->second;
  }

  Stage MakeStage(int p, const CourseNeed& need, Track& track) {
    Stage stage;
    for (const RoleNeed& role : need.roles) {
      const double cost = role.unmet_cost < 0 ? problem_.unmet_cost : role.unmet_cost;
      stage.unmet_costs.insert(stage.unmet_costs.end(), role.people,
                               cost + (need.must ? BrokenRuleCost(problem_) : 0));
    }
    std::ranges::sort(stage.unmet_costs, std::greater<>());
    FixStage(p, need, stage);
    Offers(p, need, stage, track);
    return stage;
  }

  // Whoever is dearest to leave out has the fixed seats.
  void FixStage(int p, const CourseNeed& need, Stage& stage) {
    for (auto it = fixed_.lower_bound({p, 0}); it != fixed_.end() && it->first.first == p; ++it) {
      const CohortSession& session = problem_.sessions[it->first.second];
      if (NeedServed(problem_.practices[p], session) != &need) continue;
      const size_t taken = std::min<size_t>(it->second, stage.unmet_costs.size());
      stage.unmet_costs.erase(stage.unmet_costs.begin(), stage.unmet_costs.begin() + taken);
      stage.fixed_from = std::min(stage.fixed_from, session.fortnight);
      stage.fixed_until = std::max(stage.fixed_until, session.fortnight);
    }
  }

  void Offers(int p, const CourseNeed& need, Stage& stage, Track& track) {
    std::vector<std::vector<Offer>> by_fortnight(problem_.fortnights);
    for (size_t i = 0; i < model_.sessions.size(); ++i) {
      const RegionSession& s = model_.sessions[i];
      if (s.course != need.course || s.fortnight < need.from || s.fortnight > need.until) continue;
      AddOffers(p, static_cast<int>(i), by_fortnight[s.fortnight], track);
    }
    for (const std::vector<Offer>& offers : by_fortnight) {
      stage.first.push_back(static_cast<int>(stage.offers.size()));
      stage.offers.insert(stage.offers.end(), offers.begin(), offers.end());
    }
    stage.first.push_back(static_cast<int>(stage.offers.size()));
  }

  // People already booked there are offered the session more cheaply than others.
  void AddOffers(int p, int local, std::vector<Offer>& offers, Track& track) const {
    const RegionSession& s = model_.sessions[local];
    const CohortPractice& practice = problem_.practices[p];
    if (Frozen(s.id) || banned_.contains({p, s.id}) || practice.km[s.venue] < 0) return;
    const CohortSession& session = problem_.sessions[s.id];
    const double cost =
        TravelCost(problem_, practice, session) + LateCost(problem_, practice, session);
    const auto booked = booked_.find({p, s.id});
    if (booked != booked_.end()) {
      const int people = booked->second - FixedPeople(p, s.id);
      if (people > 0) {
        offers.push_back({local, people, cost - problem_.current.keep});
        track.booked.push_back({local, people});
      }
    }
    if (s.seats > 0) offers.push_back({local, s.seats, cost});
  }

  const CohortProblem& problem_;
  const int region_;
  RegionModel model_;
  std::map<std::pair<int, int>, int> fixed_, booked_;  // (practice, session) -> people
  std::map<std::pair<int, int>, bool> banned_;
  std::map<int, int> fixed_at_;  // session -> people
};

}  // namespace

double BrokenRuleCost(const CohortProblem& problem) {
  double most = problem.unmet_cost;
  for (const CohortSession& s : problem.sessions) most = std::max(most, s.fixed_cost);
  return 20 * most;
}

RegionModel MakeRegion(const CohortProblem& problem, int region,
                       const std::vector<int>& most_trainers) {
  return Maker(problem, region).Make(most_trainers);
}

std::optional<Pattern> BookedPattern(const RegionModel& model, const Track& track) {
  Pattern pattern;
  std::vector<int> away(model.fortnights);
  int people = 0, earliest = 0;  // fortnight in which the next course can begin
  for (const Stage& stage : track.stages) {
    int last = std::max(earliest - 1, stage.fixed_until);
    if (stage.fixed_until >= 0 && stage.fixed_from < earliest) return std::nullopt;
    size_t trained = 0;
    for (size_t i = 0; i < stage.offers.size(); ++i) {
      const Offer& offer = stage.offers[i];
      const auto seat = std::ranges::find(track.booked, offer.session, &Seat::session);
      // The first of a session's offers is the one for those who are booked.
      const bool first = i == 0 || stage.offers[i - 1].session != offer.session;
      if (seat == track.booked.end() || !first) continue;
      const int t = model.sessions[offer.session].fortnight;
      away[t] += seat->people;
      if (t < earliest || away[t] > track.away[t]) return std::nullopt;
      last = std::max(last, t);
      trained += seat->people;
      people += seat->people;
      pattern.cost += seat->people * offer.cost;
      pattern.seats.push_back(*seat);
    }
    if (trained > stage.unmet_costs.size()) return std::nullopt;
    for (size_t i = trained; i < stage.unmet_costs.size(); ++i) {
      pattern.cost += stage.unmet_costs[i];
    }
    earliest = last + 1;
  }
  if (people != track.booked_people) return std::nullopt;
  std::ranges::sort(pattern.seats, {}, &Seat::session);
  return pattern;
}

void AddToPlan(const RegionModel& model, const std::vector<char>& held,
               const std::vector<Pattern>& patterns, CohortPlan& plan) {
  std::map<std::pair<int, int>, int> people;
  for (const CohortBooking& b : model.fixed) people[{b.practice, b.session}] += b.people;
  for (size_t k = 0; k < model.tracks.size(); ++k) {
    for (const Seat& seat : patterns[k].seats) {
      people[{model.tracks[k].practice, model.sessions[seat.session].id}] += seat.people;
    }
  }
  for (const auto& [where, count] : people) {
    plan.bookings.push_back({where.first, where.second, count});
  }
  for (size_t s = 0; s < held.size(); ++s) {
    if (held[s] != 0) plan.held.push_back(model.sessions[s].id);
  }
  std::ranges::sort(plan.held);
  std::ranges::sort(plan.bookings, [](const CohortBooking& a, const CohortBooking& b) {
    return std::pair(a.practice, a.session) < std::pair(b.practice, b.session);
  });
}

}  // namespace pcsp::planning

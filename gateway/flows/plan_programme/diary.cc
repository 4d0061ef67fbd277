#include "gateway/flows/plan_programme/diary.h"

#include <algorithm>
#include <set>
#include <utility>

#include "gateway/flows/plan_programme/demand.h"
#include "gateway/flows/plan_programme/supply.h"

namespace pcsp::gateway {
namespace {

constexpr int kFrozenWeeks = 6;

class DiaryAdder {
 public:
  DiaryAdder(const PlanFacts& facts, const v1::PlanProgrammeRequest& request,
             planning::v1::CohortProblem& problem)
      : facts_(facts), request_(request), problem_(problem) {
    for (const auto& venue : problem.venues()) venues_[venue.id()] = venue.region();
    for (const auto& practice : problem.practices()) practices_.insert(practice.id());
    for (const auto& trainer : problem.trainers()) trainers_[trainer.id()] = &trainer;
  }

  void Add() {
    const std::string start = absl::FormatCivilTime(facts_.start);
    for (const planning::v1::Session& session : facts_.sessions) {
      if (session.start() >= start && venues_.contains(IdOf(session.venue()))) Add(session);
    }
    planning::v1::CohortCurrent& current = *problem_.mutable_current();
    if (request_.has_keep()) current.set_keep(request_.keep());
    if (!current.bookings().empty()) current.set_frozen_until(FrozenUntil());
  }

 private:
  void Add(const planning::v1::Session& session) {
    planning::v1::CohortSession& added = *problem_.add_sessions();
    added.set_id(IdOf(session.name()));
    added.set_course(IdOf(session.course()));
    added.set_venue(IdOf(session.venue()));
    added.set_fortnight(FortnightOf(session));
    added.set_start(session.start());
    added.set_least(session.minimum_size());
    added.set_fixed_cost(SessionCost(request_));
    added.set_trainers(TrainersOf(session));
    if (std::ranges::count(request_.dropped_sessions(), session.name()) > 0) {
      added.set_running(planning::v1::COHORT_RUNNING_MUST_NOT);
    }
    AddLeaders(session, added);
    added.set_seats(AddBookings(session));
    AddSeen(session);
  }

  int FortnightOf(const planning::v1::Session& session) const {
    absl::CivilDay day;
    // What services write is a time.
    (void)absl::ParseCivilTime(session.start().substr(0, 10), &day);
    return static_cast<int>((day - facts_.start) / kDaysPerFortnight);
  }

  int TrainersOf(const planning::v1::Session& session) const {
    const auto course =
        std::ranges::find(facts_.courses, session.course(), &planning::v1::Course::name);
    return TrainersFor(*course, request_);
  }

  static bool IsAway(const planning::v1::CohortTrainer& trainer, int fortnight) {
    return std::ranges::any_of(trainer.leave(), [fortnight](const auto& leave) {
      return leave.from() <= fortnight && fortnight <= leave.until();
    });
  }

  // Those who are still there; somebody else is found for the others, or a substitute is needed.
  void AddLeaders(const planning::v1::Session& session, planning::v1::CohortSession& added) {
    for (const std::string& name : session.trainers()) {
      const auto known = trainers_.find(IdOf(name));
      if (known == trainers_.end() || added.named_trainers_size() >= added.trainers()) continue;
      if (IsAway(*known->second, added.fortnight())) {
        added.add_away_trainers(known->first);
        continue;
      }
      if (known->second->region() != venues_.at(added.venue())) continue;
      if (!busy_.insert({known->first, added.fortnight()}).second) continue;
      added.add_named_trainers(known->first);
    }
    added.set_fallen_out(added.trainers() - added.named_trainers_size());
    while (added.away_trainers_size() > added.fallen_out()) {
      added.mutable_away_trainers()->RemoveLast();
    }
  }

  // The seats that are left to the practices that are planned for.
  int AddBookings(const planning::v1::Session& session) {
    int seats = session.capacity();
    for (const auto& [practice, people] : BookedAt(facts_, session)) {
      if (!practices_.contains(IdOf(practice))) {
        seats = std::max(0, seats - people);
        continue;
      }
      planning::v1::CohortBooking& booking = *problem_.mutable_current()->add_bookings();
      booking.set_practice(IdOf(practice));
      booking.set_session(IdOf(session.name()));
      booking.set_people(people);
    }
    return seats;
  }

  void AddSeen(const planning::v1::Session& session) {
    planning::v1::DiarySession& seen = *problem_.mutable_current()->add_diary();
    seen.set_session(IdOf(session.name()));
    seen.set_etag(session.etag());
    std::map<std::string, int> enrolled;
    const auto found = facts_.enrolled.find(session.name());
    if (found != facts_.enrolled.end()) {
      for (const planning::v1::Enrolment& one : found->second) ++enrolled[IdOf(one.practice())];
    }
    for (const auto& [practice, people] : enrolled) {
      planning::v1::CohortBooking& booking = *seen.add_enrolled();
      booking.set_practice(practice);
      booking.set_people(people);
    }
  }

  int FrozenUntil() const {
    const int weeks = request_.has_frozen_weeks() ? request_.frozen_weeks() : kFrozenWeeks;
    if (weeks == 0) return 0;  // not even what lies before today
    const absl::civil_diff_t days = facts_.today + 7 * weeks - facts_.start;
    const absl::civil_diff_t fortnights = (days + kDaysPerFortnight - 1) / kDaysPerFortnight;
    return static_cast<int>(std::clamp<absl::civil_diff_t>(fortnights, 0, facts_.fortnights));
  }

  const PlanFacts& facts_;
  const v1::PlanProgrammeRequest& request_;
  planning::v1::CohortProblem& problem_;
  std::map<std::string, std::string> venues_;  // their regions
  std::set<std::string> practices_;
  std::map<std::string, const planning::v1::CohortTrainer*> trainers_;
  std::set<std::pair<std::string, int>> busy_;  // trainers, by fortnight
};

}  // namespace

void AddDiary(const PlanFacts& facts, const v1::PlanProgrammeRequest& request,
              planning::v1::CohortProblem& problem) {
  DiaryAdder(facts, request, problem).Add();
}

}  // namespace pcsp::gateway

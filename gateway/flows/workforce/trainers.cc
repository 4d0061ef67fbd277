#include "gateway/flows/workforce/trainers.h"

#include <map>
#include <string>
#include <vector>

#include "absl/strings/str_format.h"
#include "common/base/status_macros.h"
#include "gateway/flows/pages.h"
#include "gateway/flows/workforce/tenures.h"

namespace pcsp::gateway {
namespace {

namespace pb = planning::v1;
using registry::v1::Appointment;
using Stub = pb::TrainingService::Stub;

constexpr absl::Duration kPage = absl::Seconds(10);
constexpr int kUsualLeadMonths = 9;
constexpr double kUsualSeats = 20;

class Gatherer {
 public:
  Gatherer(Clients& clients, const ForecastQuestion& question, const Learners& learners,
           Notes& notes)
      : clients_(clients), question_(question), learners_(learners), notes_(notes) {
    const v1::TrainerAssumption& assumed = question.request.trainers();
    lead_months_ = assumed.has_lead_months() ? assumed.lead_months() : kUsualLeadMonths;
  }

  absl::Status Run(pb::WorkforceProblem* problem) {
    ASSIGN_OR_RETURN(appointments_,
                     ListAppointments(clients_, question_, registry::v1::APPOINTMENT_ROLE_TRAINER));
    RETURN_IF_ERROR(ReadPaths());
    const PoolPeople people = Sort();
    if (known_ == 0) {
      notes_.missing.push_back(
          "No trainer is known with their path, so that whether there are enough of them was not "
          "looked at.");
      return absl::OkStatus();
    }
    AddPool(people, problem->add_trainers());
    for (auto& post : *problem->mutable_posts()) post.set_trainers(kTrainers);
    return absl::OkStatus();
  }

 private:
  absl::Status ReadPaths() {
    pb::ListTrainersRequest list;
    list.set_parent(question_.programme);
    list.set_as_of_date(absl::FormatCivilTime(question_.horizon.day));
    return EachPage(*clients_.training, &Stub::ListTrainers, list, kPage, [&](const auto& page) {
      for (const pb::Trainer& trainer : page.trainers()) {
        stages_[trainer.appointment()] = trainer.stage();
      }
    });
  }

  // Who may lead sessions counts as active, and who is on the way joins.
  PoolPeople Sort() {
    std::map<std::string, bool> ready;
    std::vector<Appointment> on_the_way;
    int unknown = 0, lapsed = 0;
    for (const Appointment& one : appointments_) {
      const auto path = stages_.find(one.name());
      const bool over =
          !one.end_date().empty() && one.end_date() < absl::FormatCivilTime(question_.horizon.day);
      if (path == stages_.end() || over) {
        unknown += !over;
        continue;
      }
      ++known_;
      if (path->second == pb::TRAINER_STAGE_LAPSED) {
        ++lapsed;
      } else if (path->second >= learners_.trainer_stage) {
        ready[one.name()] = true;
      } else {
        on_the_way.push_back(one);
      }
    }
    PoolPeople people = PeopleOf(appointments_, question_.horizon, ready);
    for (const Appointment& one : on_the_way) {
      const int month = MonthsLeft(stages_[one.name()]);
      if (question_.horizon.Has(month)) ++people.joining[month];
    }
    Tell(static_cast<int>(on_the_way.size()), unknown, lapsed);
    return people;
  }

  // Of the whole way, as many parts as there are steps left.
  int MonthsLeft(pb::TrainerStage stage) const {
    const int steps = learners_.trainer_stage;
    return (lead_months_ * (steps - stage) + steps - 1) / steps;
  }

  void Tell(int on_the_way, int unknown, int lapsed) {
    if (unknown > 0) {
      notes_.missing.push_back(absl::StrFormat(
          "How far %d trainers are on their path is not known; they are left out.", unknown));
    }
    if (lapsed > 0) {
      notes_.missing.push_back(absl::StrFormat(
          "Whether %d trainers who have lapsed will come back is not known; they are left out.",
          lapsed));
    }
    if (on_the_way == 0) return;
    notes_.assumed.push_back(
        absl::StrFormat("%d people on the way to become trainers take the rest of %d months, step "
                        "by step.",
                        on_the_way, lead_months_));
  }

  void AddPool(const PoolPeople& people, pb::WorkforceTrainers* pool) {
    const v1::TrainerAssumption& assumed = question_.request.trainers();
    pool->set_id(kTrainers);
    FillPool(people, assumed, lead_months_, pool);
    pool->set_sessions_a_month(assumed.has_sessions_a_month() ? assumed.sessions_a_month() : 2);
    pool->set_trainers_a_session(assumed.has_trainers_a_session() ? assumed.trainers_a_session()
                                                                  : 2);
    const double seats = learners_.seats_a_session > 0 ? learners_.seats_a_session : kUsualSeats;
    pool->set_seats_a_session(assumed.has_seats_a_session() ? assumed.seats_a_session() : seats);
    notes_.assumed.push_back(absl::StrFormat(
        "A trainer takes part in %.3g sessions a month, which take %.3g trainers and %.3g people "
        "each; quality assurance that lapses is renewed; recruits count %d months after they "
        "begin.",
        pool->sessions_a_month(), pool->trainers_a_session(), pool->seats_a_session(),
        lead_months_));
    if (!assumed.has_turnover()) {
      notes_.assumed.push_back(TurnoverInWords("Of trainers", people.evidence));
    }
  }

  Clients& clients_;
  const ForecastQuestion& question_;
  const Learners& learners_;
  Notes& notes_;
  int lead_months_ = 0;
  std::vector<Appointment> appointments_;
  std::map<std::string, pb::TrainerStage> stages_;  // by appointment
  int known_ = 0;                                   // those who are there and whose path is known
};

}  // namespace

absl::Status AddTrainers(Clients& clients, const ForecastQuestion& question,
                         const Learners& learners, pb::WorkforceProblem* problem, Notes& notes) {
  return Gatherer(clients, question, learners, notes).Run(problem);
}

}  // namespace pcsp::gateway

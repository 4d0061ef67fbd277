#include "gateway/flows/workforce/facilitators.h"

#include <algorithm>
#include <map>
#include <set>
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
constexpr int kUsualLeadMonths = 3;

class Gatherer {
 public:
  Gatherer(Clients& clients, const ForecastQuestion& question, Notes& notes)
      : clients_(clients), question_(question), notes_(notes) {}

  absl::StatusOr<Support> Run(pb::WorkforceProblem* problem) {
    ASSIGN_OR_RETURN(appointments_, ListAppointments(clients_, question_,
                                                     registry::v1::APPOINTMENT_ROLE_FACILITATOR));
    RETURN_IF_ERROR(ReadHours());
    const PoolPeople people = PeopleOf(appointments_, question_.horizon, counts_);
    TellUnknown();
    if (hours_.empty()) {
      notes_.missing.push_back(
          "No facilitator is known with their hours, so that whether there are enough of them was "
          "not looked at.");
      return support_;
    }
    RETURN_IF_ERROR(AddPool(people, problem->add_facilitators()));
    return support_;
  }

 private:
  // Mean hours a month of each who is there or will be; leave is taken off where it is known.
  absl::Status ReadHours() {
    pb::GetCaseloadRequest request;
    request.set_parent(question_.programme);
    request.set_from_date(absl::FormatCivilTime(absl::CivilDay(question_.horizon.first())));
    request.set_until_date(absl::FormatCivilTime(question_.horizon.last_day()));
    ASSIGN_OR_RETURN(const pb::GetCaseloadResponse caseload,
                     Ask(*clients_.training, &Stub::GetCaseload, request, absl::Now() + kPage));
    std::map<std::string, double> capacities;
    for (const pb::FacilitatorLoad& load : caseload.facilitators()) {
      if (!load.has_capacity_hours()) continue;
      capacities[load.facilitator()] = load.capacity_hours() / question_.horizon.months;
    }
    support_.hours_a_year = caseload.settings().contact_hours_per_year();
    most_practices_ = caseload.settings().most_practices();
    for (const Appointment& one : appointments_) {
      const auto capacity = capacities.find(one.name());
      const bool said = capacity != capacities.end() || one.has_hours_per_month();
      const double hours = capacity != capacities.end() ? capacity->second : one.hours_per_month();
      counts_[one.name()] = said && hours > 0;
      if (Over(one)) continue;
      unknown_ += !said;
      if (hours > 0) hours_[one.name()] = hours;
    }
    return absl::OkStatus();
  }

  bool Over(const Appointment& one) const {
    return !one.end_date().empty() && one.end_date() < absl::FormatCivilTime(question_.horizon.day);
  }

  void TellUnknown() {
    if (unknown_ == 0) return;
    notes_.missing.push_back(absl::StrFormat(
        "The hours of %d facilitators are not known; they are left out.", unknown_));
  }

  absl::Status AddPool(const PoolPeople& people, pb::WorkforceFacilitators* pool) {
    const v1::FacilitatorAssumption& assumed = question_.request.facilitators();
    pool->set_id(kFacilitators);
    FillPool(people, assumed, assumed.has_lead_months() ? assumed.lead_months() : kUsualLeadMonths,
             pool);
    double hours = 0;
    for (const auto& [name, own] : hours_) hours += own;
    pool->set_hours_a_month(hours / static_cast<double>(hours_.size()));
    pool->set_most_practices(most_practices_);
    pool->set_hours_a_practice(support_.hours_a_year / 12);
    notes_.assumed.push_back(absl::StrFormat(
        "Each facilitator has %.1f hours a month, the mean of %d; recruits count %d months after "
        "they begin.",
        pool->hours_a_month(), hours_.size(), pool->lead_months()));
    if (!assumed.has_turnover()) {
      notes_.assumed.push_back(TurnoverInWords("Of facilitators", people.evidence));
    }
    return AddPractices(pool);
  }

  // Practices that are assigned to any of them, on some day of each month.
  absl::Status AddPractices(pb::WorkforceFacilitators* pool) {
    const Horizon& horizon = question_.horizon;
    std::vector<std::set<std::string>> practices(horizon.months);
    int endless = 0;
    pb::ListAssignmentsRequest list;
    list.set_parent(question_.programme);
    RETURN_IF_ERROR(
        EachPage(*clients_.training, &Stub::ListAssignments, list, kPage, [&](const auto& page) {
          for (const pb::Assignment& one : page.assignments()) {
            if (counts_.count(one.facilitator()) == 0) continue;
            absl::CivilDay first, last = horizon.last_day();
            const bool dated = absl::ParseCivilTime(one.end_date(), &last);
            if (!absl::ParseCivilTime(one.start_date(), &first) || first > horizon.last_day() ||
                last < horizon.day) {
              continue;
            }
            endless += !dated;
            const int until = std::min(horizon.MonthOf(last), horizon.months - 1);
            for (int t = std::max(0, horizon.MonthOf(first)); t <= until; ++t) {
              practices[t].insert(one.practice());
            }
          }
        }));
    for (const auto& month : practices) pool->add_practices(static_cast<double>(month.size()));
    if (endless > 0) {
      notes_.assumed.push_back(absl::StrFormat(
          "%d practices that are supported until further notice stay so in every month.", endless));
    }
    return absl::OkStatus();
  }

  Clients& clients_;
  const ForecastQuestion& question_;
  Notes& notes_;
  std::vector<Appointment> appointments_;
  std::map<std::string, bool> counts_;   // whether they are known to have hours, by appointment
  std::map<std::string, double> hours_;  // a month, of those who count and are there or will be
  int unknown_ = 0;                      // whose hours are not known
  double most_practices_ = 13;
  Support support_;
};

}  // namespace

absl::StatusOr<Support> AddFacilitators(Clients& clients, const ForecastQuestion& question,
                                        pb::WorkforceProblem* problem, Notes& notes) {
  return Gatherer(clients, question, notes).Run(problem);
}

}  // namespace pcsp::gateway

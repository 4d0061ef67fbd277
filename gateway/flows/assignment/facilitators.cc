#include "gateway/flows/assignment/facilitators.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "common/base/error.h"
#include "common/base/status_macros.h"
#include "gateway/flows/pages.h"

namespace pcsp::gateway {
namespace {

using planning::v1::FacilitatorCapacity;
using planning::v1::TrainingService;
using registry::v1::Appointment;
using registry::v1::RegistryService;

constexpr absl::Duration kPage = absl::Seconds(10);

absl::Status NoFacilitators(const Question& question) {
  return StateForbids("NO_FACILITATORS", "programme", question.request.parent(),
                      "No facilitator with known hours is appointed on that day.",
                      "appoint facilitators and say what they can take on, or choose another day");
}

std::string IdIn(const std::string& name) { return name.substr(name.rfind('/') + 1); }

// Gathers facilitators step by step.
class Gatherer {
 public:
  Gatherer(Clients& clients, const Question& question, AssignmentFacts& facts)
      : clients_(clients), question_(question), facts_(facts) {
    for (const PracticeInNeed& practice : facts.practices) asked_.insert(practice.name);
  }

  absl::Status Run() {
    RETURN_IF_ERROR(ReadCapacities());
    RETURN_IF_ERROR(ReadAppointments());
    for (int month = 0; month < question_.months; ++month) RETURN_IF_ERROR(ReadMonth(month));
    LeaveOutUnknown();
    if (facts_.facilitators.empty()) return NoFacilitators(question_);
    TellOfDeparted();
    return absl::OkStatus();
  }

 private:
  absl::Status ReadCapacities() {
    planning::v1::ListFacilitatorCapacitiesRequest list;
    list.set_parent(question_.request.parent());
    return EachPage(*clients_.training, &TrainingService::Stub::ListFacilitatorCapacities, list,
                    kPage, [this](const auto& page) {
                      for (const FacilitatorCapacity& capacity : page.facilitator_capacities()) {
                        capacities_[capacity.facilitator()] = capacity;
                      }
                    });
  }

  absl::Status ReadAppointments() {
    const auto& excluded = question_.request.excluded_facilitators();
    registry::v1::ListAppointmentsRequest list;
    list.set_parent(question_.request.parent());
    list.set_role(registry::v1::APPOINTMENT_ROLE_FACILITATOR);
    list.set_as_of_date(DayText(question_.start));
    list.set_show_people(true);
    RETURN_IF_ERROR(
        EachPage(*clients_.registry, &RegistryService::Stub::ListAppointments, list, kPage,
                 [&](const auto& page) {
                   std::map<std::string, std::string> people;
                   for (const auto& person : page.people())
                     people[person.name()] = person.display_name();
                   for (const Appointment& appointment : page.appointments()) {
                     if (std::count(excluded.begin(), excluded.end(), appointment.name()) == 0) {
                       Take(appointment, people[appointment.person()]);
                     } else {
                       excluded_.insert(appointment.name());
                     }
                   }
                 }));
    std::sort(facts_.facilitators.begin(), facts_.facilitators.end(),
              [](const AbleFacilitator& a, const AbleFacilitator& b) { return a.name < b.name; });
    Index();
    return absl::OkStatus();
  }

  // What planning knows of somebody goes before what the appointment says.
  void Take(const Appointment& appointment, const std::string& person) {
    AbleFacilitator one;
    one.name = appointment.name();
    one.label = person.empty() ? IdIn(one.name) : person;
    one.organisation = appointment.organisation();
    one.capacity.assign(question_.months, 0);
    one.elsewhere.assign(question_.months, 0);
    const auto known = capacities_.find(one.name);
    if (known != capacities_.end()) {
      const auto& regions = known->second.travel_regions();
      one.regions.assign(regions.begin(), regions.end());
      one.skills.assign(known->second.skills().begin(), known->second.skills().end());
    } else {
      one.regions.assign(appointment.serves().begin(), appointment.serves().end());
      if (one.regions.empty()) one.regions.push_back(one.organisation);
      one.skills.assign(appointment.skills().begin(), appointment.skills().end());
      if (appointment.has_hours_per_month()) {
        one.capacity.assign(question_.months, appointment.hours_per_month());
        hours_of_appointment_.insert(one.name);
      }
    }
    if (!appointment.end_date().empty()) end_dates_[one.name] = appointment.end_date();
    facts_.facilitators.push_back(std::move(one));
  }

  // Two people of one name are told apart by their appointments.
  void Index() {
    std::map<std::string, int> called;
    for (const AbleFacilitator& one : facts_.facilitators) ++called[one.label];
    for (AbleFacilitator& one : facts_.facilitators) {
      if (called[one.label] > 1) absl::StrAppend(&one.label, " (", IdIn(one.name), ")");
      index_[one.name] = &one;
    }
  }

  // Hours of one month: what there is, leave taken off, and what practices elsewhere need of it.
  absl::Status ReadMonth(int month) {
    const auto [first, last] = question_.Month(month);
    planning::v1::GetCaseloadRequest request;
    request.set_parent(question_.request.parent());
    request.set_from_date(DayText(first));
    request.set_until_date(DayText(last));
    ASSIGN_OR_RETURN(const auto reply, Ask(*clients_.training, &TrainingService::Stub::GetCaseload,
                                           request, absl::Now() + kPage));
    facts_.hours_per_year = reply.settings().contact_hours_per_year();
    facts_.most_practices = reply.settings().most_practices();
    for (const planning::v1::FacilitatorLoad& load : reply.facilitators()) {
      const auto found = index_.find(load.facilitator());
      if (found != index_.end()) TakeLoad(load, month, *found->second);
    }
    for (const auto& [name, end] : end_dates_) ShortenMonth(name, end, month);
    return absl::OkStatus();
  }

  void TakeLoad(const planning::v1::FacilitatorLoad& load, int month, AbleFacilitator& one) {
    if (load.has_capacity_hours()) one.capacity[month] = load.capacity_hours();
    int others = 0;
    for (const auto& practice : load.practices()) {
      if (practice.needed_hours() <= 0 || asked_.count(practice.practice()) > 0) continue;
      one.elsewhere[month] += practice.needed_hours();
      ++others;
    }
    one.other_practices = std::max(one.other_practices, others);
  }

  // Nobody has hours after the last day of the appointment.
  void ShortenMonth(const std::string& name, const std::string& end_date, int month) {
    absl::CivilDay end;
    if (!absl::ParseCivilTime(end_date, &end)) return;
    const auto [first, last] = question_.Month(month);
    if (end >= last) return;
    const double days = static_cast<double>(last - first) + 1;
    const double left = end < first ? 0 : static_cast<double>(end - first) + 1;
    index_.at(name)->capacity[month] *= left / days;
  }

  void LeaveOutUnknown() {
    auto& all = facts_.facilitators;
    for (const AbleFacilitator& one : all) {
      if (IsKnown(one)) continue;
      facts_.without_capacity.push_back(one.name);
      unknown_.insert(one.name);
    }
    index_.clear();
    all.erase(std::remove_if(all.begin(), all.end(),
                             [this](const AbleFacilitator& one) { return !IsKnown(one); }),
              all.end());
    if (!hours_of_appointment_.empty()) {
      facts_.notes.push_back(absl::StrCat(
          hours_of_appointment_.size(),
          hours_of_appointment_.size() == 1 ? " facilitator's" : " facilitators'",
          " hours are those of the appointment, without leave: nothing else is known."));
    }
  }

  bool IsKnown(const AbleFacilitator& one) const {
    return capacities_.count(one.name) > 0 || hours_of_appointment_.count(one.name) > 0;
  }

  void TellOfDeparted() {
    for (const PracticeInNeed& practice : facts_.practices) {
      const std::string& name = practice.current;
      const auto has_name = [&](const AbleFacilitator& one) { return one.name == name; };
      if (name.empty() ||
          std::any_of(facts_.facilitators.begin(), facts_.facilitators.end(), has_name)) {
        continue;
      }
      facts_.departed[name] = excluded_.count(name) > 0  ? "was left out, as asked"
                              : unknown_.count(name) > 0 ? "has no hours recorded"
                                                         : "is not appointed on that day";
    }
  }

  Clients& clients_;
  const Question& question_;
  AssignmentFacts& facts_;
  std::set<std::string> asked_;  // names of practices
  std::map<std::string, FacilitatorCapacity> capacities_;
  std::set<std::string> hours_of_appointment_, excluded_, unknown_;
  std::map<std::string, std::string> end_dates_;
  std::map<std::string, AbleFacilitator*> index_;
};

}  // namespace

absl::Status GatherFacilitators(Clients& clients, const Question& question,
                                AssignmentFacts& facts) {
  return Gatherer(clients, question, facts).Run();
}

}  // namespace pcsp::gateway

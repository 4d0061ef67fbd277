#include "gateway/flows/in_post/careers.h"

#include <algorithm>

#include "gateway/flows/in_post/posts.h"
#include "gateway/flows/pages.h"

namespace pcsp::gateway {
namespace {

constexpr absl::Duration kPage = absl::Seconds(10);
constexpr size_t kAtOnce = 1000;  // people whose appointments one call asks for

absl::CivilDay DayOr(const std::string& text, absl::CivilDay without) {
  absl::CivilDay day = without;
  // What services write is a day.
  if (!text.empty()) (void)absl::ParseCivilTime(text, &day);
  return day;
}

}  // namespace

absl::StatusOr<Careers> Careers::Read(Clients& clients, const std::string& programme,
                                      const std::vector<std::string>& participants) {
  ASSIGN_OR_RETURN(Teams teams, Teams::Read(clients, programme));
  Careers careers(std::move(teams));
  for (size_t begin = 0; begin < participants.size(); begin += kAtOnce) {
    registry::v1::ListAppointmentsRequest list;
    list.set_parent(programme);
    const size_t end = std::min(begin + kAtOnce, participants.size());
    list.mutable_people()->Add(participants.begin() + static_cast<std::ptrdiff_t>(begin),
                               participants.begin() + static_cast<std::ptrdiff_t>(end));
    RETURN_IF_ERROR(EachPage(*clients.registry,
                             &registry::v1::RegistryService::Stub::ListAppointments, list, kPage,
                             [&careers](const auto& page) {
                               for (const auto& one : page.appointments()) careers.Take(one);
                             }));
  }
  return careers;
}

void Careers::Take(const registry::v1::Appointment& appointment) {
  persons_[appointment.name()] = appointment.person();
  if (!WorksThere(appointment)) return;
  Job job;
  job.group = appointment.staff_group();
  job.first = DayOr(appointment.start_date(), absl::CivilDay::min());
  job.last = DayOr(appointment.end_date(), absl::CivilDay::max());
  job.practice = teams_.PracticeOf(appointment.organisation());
  jobs_[appointment.person()].push_back(std::move(job));
}

const std::vector<Job>& Careers::Of(const std::string& participant) const {
  static const std::vector<Job>& none = *new std::vector<Job>();
  const auto by_appointment = persons_.find(participant);
  const auto found =
      jobs_.find(by_appointment == persons_.end() ? participant : by_appointment->second);
  return found == jobs_.end() ? none : found->second;
}

}  // namespace pcsp::gateway

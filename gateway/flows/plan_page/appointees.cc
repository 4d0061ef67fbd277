#include "gateway/flows/plan_page/appointees.h"

#include <algorithm>

#include "gateway/flows/pages.h"

namespace pcsp::gateway {
namespace {

constexpr size_t kAtOnce = 1000;

}  // namespace

absl::StatusOr<std::map<std::string, std::string>> NamesOfAppointees(
    Clients& clients, const std::string& programme, std::vector<std::string> appointments,
    absl::Duration page_deadline) {
  std::sort(appointments.begin(), appointments.end());
  appointments.erase(std::unique(appointments.begin(), appointments.end()), appointments.end());
  std::map<std::string, std::string> names;
  for (size_t first = 0; first < appointments.size(); first += kAtOnce) {
    registry::v1::ListAppointmentsRequest request;
    request.set_parent(programme);
    request.set_show_people(true);
    const size_t end = std::min(appointments.size(), first + kAtOnce);
    for (size_t i = first; i < end; ++i) request.add_people(appointments[i]);
    RETURN_IF_ERROR(EachPage(*clients.registry,
                             &registry::v1::RegistryService::Stub::ListAppointments, request,
                             page_deadline, [&names](const auto& page) {
                               std::map<std::string, std::string> called;
                               for (const auto& person : page.people()) {
                                 called[person.name()] = person.display_name();
                               }
                               for (const auto& one : page.appointments()) {
                                 const std::string& name = called[one.person()];
                                 if (!name.empty()) names[one.name()] = name;
                               }
                             }));
  }
  return names;
}

}  // namespace pcsp::gateway

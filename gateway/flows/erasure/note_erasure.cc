#include "gateway/flows/erasure/note_erasure.h"

#include <algorithm>
#include <vector>

#include "absl/time/clock.h"
#include "common/base/status_macros.h"
#include "gateway/flows/pages.h"

namespace pcsp::gateway {
namespace {

using registry::v1::RegistryService;

constexpr absl::Duration kPage = absl::Seconds(10);
constexpr int kAtOnce = 1000;

}  // namespace

absl::Status NoteErasure::Run(const std::set<std::string>& programmes,
                              const std::function<bool()>& go_on) {
  for (const std::string& programme : programmes) {
    ASSIGN_OR_RETURN(const std::vector<std::string> erased, Unseen(programme));
    for (const std::string& person : erased) {
      if (!go_on()) return absl::CancelledError("The gateway is stopping.");
      RETURN_IF_ERROR(SeeTo(programme, person));
    }
  }
  return absl::OkStatus();
}

absl::StatusOr<std::vector<std::string>> NoteErasure::Unseen(const std::string& programme) const {
  registry::v1::ListPeopleRequest request;
  request.set_parent(programme);
  request.set_show_erased(true);
  std::vector<std::string> erased;
  RETURN_IF_ERROR(EachPage(*clients_.registry, &RegistryService::Stub::ListPeople, request, kPage,
                           [&](const auto& page) {
                             for (const auto& person : page.people()) {
                               if (!person.has_erase_time()) continue;
                               if (!done_.contains(person.name())) erased.push_back(person.name());
                             }
                           }));
  return erased;
}

absl::Status NoteErasure::SeeTo(const std::string& programme, const std::string& person) {
  registry::v1::ListAppointmentsRequest list;
  list.set_parent(programme);
  list.set_person(person);
  planning::v1::EraseNotesRequest erase;
  erase.set_parent(programme);
  erase.set_person(person);
  RETURN_IF_ERROR(EachPage(*clients_.registry, &RegistryService::Stub::ListAppointments, list,
                           kPage, [&erase](const auto& page) {
                             for (const auto& appointment : page.appointments()) {
                               erase.add_appointments(appointment.name());
                             }
                           }));
  do {
    planning::v1::EraseNotesRequest part = erase;
    const int most = std::min(erase.appointments_size(), kAtOnce);
    part.mutable_appointments()->DeleteSubrange(most, erase.appointments_size() - most);
    erase.mutable_appointments()->DeleteSubrange(0, most);
    const absl::Status status =
        Ask(*clients_.planning, &planning::v1::PlanningService::Stub::EraseNotes, part,
            absl::Now() + kPage)
            .status();
    // A planning of the release before, while an upgrade is under way.
    if (absl::IsUnimplemented(status)) return absl::OkStatus();
    RETURN_IF_ERROR(status);
  } while (!erase.appointments().empty());
  done_.insert(person);
  return absl::OkStatus();
}

}  // namespace pcsp::gateway

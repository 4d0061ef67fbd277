#include "gateway/checks/sign_off.h"

#include <set>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/time/civil_time.h"
#include "common/base/status_macros.h"
#include "gateway/flows/pages.h"

namespace pcsp::gateway {
namespace {

using registry::v1::Appointment;
using registry::v1::RegistryService;

// The site, and all that it belongs to today.
absl::StatusOr<std::set<std::string>> Above(Clients& clients, const std::string& site,
                                            absl::Time deadline) {
  std::set<std::string> above = {site};
  registry::v1::ListAncestorsRequest request;
  request.set_parent(site);
  const absl::Status read = EachPage(*clients.registry, &RegistryService::Stub::ListAncestors,
                                     request, deadline - absl::Now(), [&above](const auto& page) {
                                       for (const auto& node : page.ancestors())
                                         above.insert(node.organisation());
                                     });
  // Nobody answers for a site that there is not.
  if (absl::IsNotFound(read)) return std::set<std::string>();
  RETURN_IF_ERROR(read);
  return above;
}

// Days compare as they are written.
bool HoldsToday(const Appointment& appointment) {
  const std::string today =
      absl::FormatCivilTime(absl::ToCivilDay(absl::Now(), absl::UTCTimeZone()));
  return appointment.start_date() <= today &&
         (appointment.end_date().empty() || appointment.end_date() >= today);
}

}  // namespace

absl::Status CheckSigner(Clients& clients, const planning::v1::SignOffAdaptationRequest& request,
                         absl::Time deadline, Violations& violations) {
  registry::v1::GetAppointmentRequest get;
  get.set_name(request.signed_by());
  const auto signer = Ask(*clients.registry, &RegistryService::Stub::GetAppointment, get, deadline);
  if (absl::IsNotFound(signer.status()) || absl::IsInvalidArgument(signer.status())) {
    return absl::OkStatus();
  }
  RETURN_IF_ERROR(signer.status());
  const std::string site = request.name().substr(0, request.name().find("/adaptations/"));
  ASSIGN_OR_RETURN(const std::set<std::string> above, Above(clients, site, deadline));
  if (above.empty()) return absl::OkStatus();
  if (signer->role() != registry::v1::APPOINTMENT_ROLE_OPERATIONAL_MANAGER) {
    violations.Add("signed_by", request.signed_by(),
                   "an appointment as operational manager, who answers for what is done less or "
                   "more");
  } else if (!HoldsToday(*signer)) {
    violations.Add("signed_by", request.signed_by(), "an appointment that holds today");
  } else if (!above.contains(signer->organisation())) {
    violations.Add(
        "signed_by", request.signed_by(),
        absl::StrCat("an operational manager of ", site, " or of an organisation above it"));
  }
  return absl::OkStatus();
}

}  // namespace pcsp::gateway

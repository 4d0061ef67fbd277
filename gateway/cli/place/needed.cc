#include "gateway/cli/place/needed.h"

#include "common/base/status_macros.h"
#include "gateway/flows/pages.h"

namespace pcsp::cli {

absl::StatusOr<std::vector<Located>> WhoIsLocated(Session& session) {
  std::vector<Located> all;
  const absl::Duration page_deadline = absl::Seconds(session.timeout_seconds);
  registry::v1::ListOrganisationsRequest organisations;
  organisations.set_parent(session.ProgrammeName());
  organisations.set_view(registry::v1::ORGANISATION_VIEW_BASIC);
  RETURN_IF_ERROR(gateway::EachPage(*session.clients().registry,
                                    &registry::v1::RegistryService::Stub::ListOrganisations,
                                    organisations, page_deadline, [&all](const auto& page) {
                                      for (const auto& o : page.organisations())
                                        all.push_back({o.name(), o.display_name(), o.postcode()});
                                    }));
  planning::v1::ListVenuesRequest venues;
  venues.set_parent(session.ProgrammeName());
  RETURN_IF_ERROR(gateway::EachPage(*session.clients().training,
                                    &planning::v1::TrainingService::Stub::ListVenues, venues,
                                    page_deadline, [&all](const auto& page) {
                                      for (const auto& v : page.venues())
                                        all.push_back({v.name(), v.title(), v.postcode()});
                                    }));
  return all;
}

}  // namespace pcsp::cli

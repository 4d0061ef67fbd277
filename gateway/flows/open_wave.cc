#include "gateway/flows/open_wave.h"

#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/strip.h"
#include "common/base/error.h"
#include "common/base/status_macros.h"
#include "gateway/flows/names.h"
#include "gateway/flows/pages.h"

namespace pcsp::gateway {
namespace {

absl::Status NoSites(const std::string& programme) {
  return StateForbids("NO_SITES", "programme", programme,
                      "There is no site to open the wave for on that date.",
                      "import organisations and their relationships first, or choose another "
                      "as_of_date");
}

// `live` of MILESTONE_STATE_LIVE; "" when none is recorded.
std::string WordOf(registry::v1::MilestoneState state) {
  if (state == registry::v1::MILESTONE_STATE_UNSPECIFIED) return "";
  const std::string name = registry::v1::MilestoneState_Name(state);
  return absl::AsciiStrToLower(absl::StripPrefix(name, "MILESTONE_STATE_"));
}

void AddSite(const registry::v1::Site& site, assessments::v1::OpenWaveRequest* request) {
  auto* added = request->add_sites();
  added->set_organisation(site.organisation());
  added->set_level(site.level());
  added->set_steering_group(site.steering_group());
  added->set_whole_system(site.whole_system());
  *added->mutable_headcounts() = site.headcounts();
  added->set_milestone(WordOf(site.state()));
}

}  // namespace

absl::StatusOr<assessments::v1::Wave> OpenWave(Clients& clients, const rpc::Call& call,
                                               const v1::OpenWaveRequest& request) {
  ASSIGN_OR_RETURN(const WaveName wave, ParseWaveName("name", request.name()));
  registry::v1::ListSitesRequest list;
  list.set_parent(wave.ProgrammeName());
  list.set_within(request.within());
  list.set_as_of_date(request.as_of_date().empty()
                          ? absl::FormatTime("%Y-%m-%d", call.now, absl::UTCTimeZone())
                          : request.as_of_date());
  assessments::v1::OpenWaveRequest open;
  open.set_name(request.name());
  open.set_etag(request.etag());
  open.set_request_id(request.request_id());
  open.set_validate_only(request.validate_only());
  RETURN_IF_ERROR(EachPage(*clients.registry, &registry::v1::RegistryService::Stub::ListSites, list,
                           absl::Seconds(10), [&open](const auto& page) {
                             for (const auto& site : page.sites()) AddSite(site, &open);
                           }));
  if (open.sites().empty()) return NoSites(wave.ProgrammeName());
  return Ask(*clients.assessments, &assessments::v1::AssessmentService::Stub::OpenWave, open,
             call.deadline);
}

}  // namespace pcsp::gateway

#include "gateway/cli/sample_play/version.h"

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "common/base/error.h"
#include "common/base/ids.h"
#include "common/base/status_macros.h"
#include "gateway/cli/sample/organisations.h"
#include "gateway/cli/sample/people.h"
#include "gateway/cli/sample_play/loader.h"
#include "gateway/flows/pages.h"

namespace pcsp::cli {
namespace {

using gateway::sample::SampleProgramme;
using gateway::sample::SiteSample;

// To be raised when the same programme is played otherwise.
constexpr int kPlayed = 4;
constexpr size_t kDigits = 12;

void Append(const std::vector<SiteSample>& sites, std::string& text) {
  for (const SiteSample& site : sites) {
    absl::StrAppend(&text, "\n", site.organisation);
    for (const auto& response : site.responses) {
      absl::StrAppend(&text, "\n", response.staff_group);
      for (const auto& [item, answer] : response.answers) absl::StrAppend(&text, item, answer);
    }
    for (const auto& fact : site.facts) absl::StrAppend(&text, fact.indicator, fact.category);
  }
}

}  // namespace

std::string VersionOf(const SampleProgramme& programme, const gateway::sample::Options& options) {
  std::string text = absl::StrCat(kPlayed, " ", options.seed, " ", options.start_date, " ",
                                  options.later_date, " ", options.days, "\n");
  absl::StrAppend(&text, gateway::sample::ToEpraccur(programme.organisations),
                  gateway::sample::ToWorkforce(programme),
                  gateway::sample::ToPeopleFile(programme.appointees));
  for (const auto& milestone : programme.milestones) {
    absl::StrAppend(&text, milestone.organisation, milestone.state, milestone.date);
  }
  Append(programme.sites, text);
  Append(programme.sites_later, text);
  return absl::StrCat("Version ", Sha256Hex(text).substr(0, kDigits), ".");
}

absl::Status CheckSampleVersion(Session& session, const std::string& version) {
  registry::v1::GetProgrammeRequest request;
  request.set_name(absl::StrCat("programmes/", kSampleProgramme));
  const auto known =
      gateway::Ask(*session.clients().registry, &registry::v1::RegistryService::Stub::GetProgramme,
                   request, session.deadline());
  if (absl::IsNotFound(known.status())) return absl::OkStatus();
  RETURN_IF_ERROR(known.status());
  if (absl::EndsWith(known->description(), version)) return absl::OkStatus();
  return StateForbids("SAMPLE_OF_ANOTHER_VERSION", "programme", request.name(),
                      "The server's data folder holds another version of the sample programme, "
                      "loaded by another release or with another seed.",
                      "stop the server, remove its data folder and start again, or give it a new "
                      "folder (./dev run --once --data DIR)");
}

}  // namespace pcsp::cli

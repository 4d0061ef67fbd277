#include "services/assessments/rpc/disclosure/group_methods.h"

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/base/ids.h"
#include "common/base/status_macros.h"
#include "services/assessments/domain/errors.h"
#include "services/assessments/rpc/disclosure/convert_groups.h"
#include "services/assessments/rpc/disclosure/requests.h"

namespace pcsp::assessments {
namespace {

void CheckView(pb::ResultsView view, Violations& violations) {
  if (pb::ResultsView_IsValid(view)) return;
  violations.Add("view", absl::StrCat(static_cast<int>(view)), "BASIC or FULL");
}

// The numbers of the sites named, in order, each once.
absl::StatusOr<Release> ReleaseFrom(const FrozenWave& wave,
                                    const pb::ReleaseGroupResultsRequest& request) {
  std::set<int> numbers;
  std::set<Level> levels;
  for (const std::string& text : request.organisations()) {
    const auto name = ParseOrganisationName(text);
    const WaveSite* const site = name && name->programme == wave.wave.name.programme
                                     ? wave.Find(name->organisation)
                                     : nullptr;
    if (site == nullptr) return SiteResultsNotFound(text);
    numbers.insert(site->number);
    levels.insert(site->level);
  }
  if (levels.size() > 1) {
    return InvalidField("organisations", absl::StrCat(levels.size(), " levels"),
                        "sites of one level");
  }
  return Release{{numbers.begin(), numbers.end()}};
}

// Those of `releases` that are of the same level, as lists of sites.
std::vector<std::vector<int>> OfLevel(const FrozenWave& wave, Level level,
                                      const std::vector<Release>& releases) {
  std::vector<std::vector<int>> groups;
  for (const Release& release : releases) {
    if (wave.sites[release.sites.front() - 1].level == level) groups.push_back(release.sites);
  }
  return groups;
}

sql::RequestKey KeyOf(pb::ReleaseGroupResultsRequest request, const std::string& request_id) {
  request.clear_request_id();
  return {.method = "assessments.ReleaseGroupResults",
          .request_id = request_id,
          .payload_hash = Sha256Hex(request.SerializeAsString())};
}

}  // namespace

absl::StatusOr<pb::GroupResults> GroupMethods::GetGroupResults(
    const rpc::Call&, const pb::GetGroupResultsRequest& request) const {
  Violations violations;
  const WaveName name = WaveNameFrom("name", request.name(), violations);
  const std::string organisation = OrganisationFrom(name, request.organisation(), violations);
  const Level level = LevelFrom(request.level(), violations);
  CheckView(request.view(), violations);
  RETURN_IF_ERROR(violations.ToStatus());
  const bool full = request.view() == pb::RESULTS_VIEW_FULL;
  ASSIGN_OR_RETURN(const std::string reply,
                   replies_->Get(AskedBy(request),
                                 [&](const WaveResults& results) -> absl::StatusOr<std::string> {
                                   ASSIGN_OR_RETURN(
                                       const pb::GroupResults group,
                                       ToGroupResults(results, level, organisation, full));
                                   return BytesOf(group);
                                 }));
  pb::GroupResults group;
  if (!group.ParseFromString(reply)) return absl::DataLossError("kept reply");
  return group;
}

absl::StatusOr<pb::GroupResults> GroupMethods::ReleaseGroupResults(
    const rpc::Call& call, const pb::ReleaseGroupResultsRequest& request) const {
  Violations violations;
  const WaveName name = WaveNameFrom("name", request.name(), violations);
  const std::string request_id = RequestIdFrom("request_id", request.request_id(), violations);
  CheckView(request.view(), violations);
  if (request.organisations().empty() || request.organisations_size() > kMostSites) {
    violations.Add("organisations", absl::StrCat(request.organisations_size(), " names"),
                   "1 to 20000 names of sites of the wave");
  }
  RETURN_IF_ERROR(violations.ToStatus());
  ASSIGN_OR_RETURN(const auto results, results_->Get(name));
  ASSIGN_OR_RETURN(const Release release, ReleaseFrom(*results->frozen, request));
  const Level level = results->frozen->sites[release.sites.front() - 1].level;
  const auto may_be_shown = [&](const std::vector<Release>& before) -> absl::StatusOr<bool> {
    if (before.size() >= kMostReleases) return TooManyReleases(name.ToString(), kMostReleases);
    auto groups = OfLevel(*results->frozen, level, before);
    groups.push_back(release.sites);
    return VerdictOn(*results, level, groups).respondents[kWholeTeam] == Hidden::kShown;
  };
  // The same sites again are read and not written.
  ASSIGN_OR_RETURN(std::vector<Release> releases, store_->ListReleases(results->wave));
  const auto known = std::find(releases.begin(), releases.end(), release);
  if (known != releases.end()) {
    releases.erase(known + 1, releases.end());
  } else {
    ASSIGN_OR_RETURN(releases, store_->AddRelease(KeyOf(request, request_id), results->wave,
                                                  release, call.now, may_be_shown));
  }
  // Refused, it is not among them; what is said of it is why.
  if (releases.empty() || !(releases.back() == release)) releases.push_back(release);
  return ToReleasedResults(*results, level, OfLevel(*results->frozen, level, releases),
                           request.view() == pb::RESULTS_VIEW_FULL);
}

}  // namespace pcsp::assessments

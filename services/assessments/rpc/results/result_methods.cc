// The methods of AssessmentService that give something back: progress, results, evidence.
#include <algorithm>
#include <optional>
#include <set>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "common/base/status_macros.h"
#include "services/assessments/domain/errors.h"
#include "services/assessments/domain/invitations/turnout.h"
#include "services/assessments/rpc/assessment_service.h"
#include "services/assessments/rpc/consensus/consensus_methods.h"
#include "services/assessments/rpc/results/convert_results.h"

namespace pcsp::assessments {
namespace {

constexpr size_t kLargestFullPage = 100;  // a site takes 8 KiB with its items
constexpr int kMostOrganisations = 1000;

std::vector<const WaveSite*> SitesOf(const FrozenWave& wave, std::optional<Level> level) {
  std::vector<const WaveSite*> sites;
  for (const WaveSite& site : wave.sites) {
    if (!level || site.level == *level) sites.push_back(&site);
  }
  return sites;
}

// The sites named, each once, in the order of the wave; all when none is named.
absl::StatusOr<std::vector<const WaveSite*>> SitesNamed(const WaveResults& results,
                                                        const pb::ListEvidenceRequest& request) {
  if (request.organisations().empty()) return SitesOf(*results.frozen, std::nullopt);
  std::set<int> numbers;
  for (const std::string& text : request.organisations()) {
    const auto name = ParseOrganisationName(text);
    const WaveSite* const site = name && name->programme == results.wave.name.programme
                                     ? results.frozen->Find(name->organisation)
                                     : nullptr;
    if (site == nullptr) return SiteResultsNotFound(text);
    numbers.insert(site->number);
  }
  std::vector<const WaveSite*> sites;
  for (int number : numbers) sites.push_back(&results.frozen->sites[number - 1]);
  return sites;
}

pb::StaffGroupProgress ProgressOf(const GroupTurnout& group) {
  pb::StaffGroupProgress message;
  message.set_staff_group(
      static_cast<pcsp::type::v1::StaffGroup>(static_cast<int>(group.staff_group)));
  message.set_headcount(group.headcount);
  message.set_site_count(group.sites);
  message.set_withheld(!group.band.has_value());
  if (!group.band) return message;
  *message.mutable_responses() = ToProto(*group.band);
  message.set_least_share(static_cast<double>(group.band->low) / group.headcount);
  message.set_greatest_share(static_cast<double>(group.band->high) / group.headcount);
  return message;
}

std::optional<Level> LevelFilter(pcsp::type::v1::Level level, Violations& violations) {
  if (level == pcsp::type::v1::LEVEL_UNSPECIFIED) return std::nullopt;
  const auto known = FromProto(level);
  if (!known) violations.Add("level", absl::StrCat(static_cast<int>(level)), "a level");
  return known;
}

void CheckView(pb::ResultsView view, Violations& violations) {
  if (pb::ResultsView_IsValid(view)) return;
  violations.Add("view", absl::StrCat(static_cast<int>(view)), "BASIC or FULL");
}

}  // namespace

std::string AssessmentService::EachOf(const std::vector<const WaveSite*>& sites, const Page& page,
                                      const std::vector<std::string>& arguments,
                                      const std::function<void(const WaveSite&)>& add) const {
  size_t at = 0;
  if (!page.after.empty() && !absl::SimpleAtoi(page.after, &at)) return "";
  const size_t end = std::min(sites.size(), at + page.size);
  for (; at < end; ++at) add(*sites[at]);
  return end < sites.size() ? tokens_.Encode({absl::StrCat(end)}, arguments) : "";
}

absl::StatusOr<pb::WaveProgress> AssessmentService::GetWaveProgress(
    const rpc::Call&, const pb::GetWaveProgressRequest& request) {
  Violations violations;
  const WaveName name = WaveNameFrom("name", request.name(), violations);
  const std::vector<std::string> arguments = {"GetWaveProgress", request.name()};
  const Page page =
      PageOf(request.page_size(), request.page_token(), arguments, kLargestPage, violations);
  RETURN_IF_ERROR(violations.ToStatus());
  ASSIGN_OR_RETURN(const Wave wave, options_.store->GetWave(name));
  pb::WaveProgress progress;
  progress.set_name(name.ToString());
  progress.set_state(ToProto(wave.state));
  if (wave.state == WaveState::kDraft) return progress;
  ASSIGN_OR_RETURN(const auto frozen, options_.waves->Load(name));
  ASSIGN_OR_RETURN(const std::vector<int> counts, options_.store->CountResponses(wave));
  progress.set_site_count(wave.site_count);
  progress.set_sites_at_minimum(static_cast<int>(std::count_if(
      counts.begin(), counts.end(), [&](int count) { return MayBeShown(wave, count); })));
  progress.set_next_page_token(
      EachOf(SitesOf(*frozen, std::nullopt), page, arguments, [&](const WaveSite& site) {
        const int count = counts[site.number - 1];
        auto* added = progress.add_sites();
        added->set_organisation(OrganisationName{name.programme, site.organisation}.ToString());
        added->set_level(ToProto(site.level));
        *added->mutable_responses() =
            ToProto(options_.results->rules().bands ? BandOf(count, wave.min_group_size)
                                                    : Band{count, count});
        if (!HasResults(wave).ok()) added->set_suppression(ToProto(Hidden::kNotYetClosed));
        added->set_headcount(site.people());
        added->set_minimum_reached(MayBeShown(wave, count));
      }));
  if (!page.after.empty()) return progress;
  ASSIGN_OR_RETURN(const std::vector<int> answered, options_.store->CountByStaffGroup(wave));
  for (const GroupTurnout& group : TurnoutOf(frozen->sites, answered, wave.min_group_size)) {
    *progress.add_staff_groups() = ProgressOf(group);
  }
  return progress;
}

absl::StatusOr<std::string> AssessmentService::GetSiteResults(
    const rpc::Call&, const pb::GetSiteResultsRequest& request) {
  Violations violations;
  const auto name = ParseSiteResultsName(request.name());
  if (!name) violations.Add("name", request.name(), kSiteResultsNameRule);
  CheckView(request.view(), violations);
  RETURN_IF_ERROR(violations.ToStatus());
  return options_.replies->Get(
      AskedBy(request), [&](const WaveResults& results) -> absl::StatusOr<std::string> {
        const WaveSite* const site = results.frozen->Find(name->organisation);
        if (site == nullptr) return SiteResultsNotFound(request.name());
        return BytesOf(
            WithConsensus(results, *site,
                          ToSiteResults(results, *site, request.view() != pb::RESULTS_VIEW_BASIC)));
      });
}

absl::StatusOr<std::string> AssessmentService::ListSiteResults(
    const rpc::Call&, const pb::ListSiteResultsRequest& request) {
  Violations violations;
  WaveNameFrom("parent", request.parent(), violations);
  const auto level = LevelFilter(request.level(), violations);
  CheckView(request.view(), violations);
  const bool full = request.view() == pb::RESULTS_VIEW_FULL;
  const std::vector<std::string> arguments = {"ListSiteResults", request.parent(),
                                              absl::StrCat(request.level())};
  const Page page = PageOf(request.page_size(), request.page_token(), arguments,
                           full ? kLargestFullPage : kLargestPage, violations);
  RETURN_IF_ERROR(violations.ToStatus());
  return options_.replies->Get(
      AskedBy(request), [&](const WaveResults& results) -> absl::StatusOr<std::string> {
        pb::ListSiteResultsResponse response;
        response.set_next_page_token(
            EachOf(SitesOf(*results.frozen, level), page, arguments, [&](const WaveSite& site) {
              *response.add_site_results() =
                  WithConsensus(results, site, ToSiteResults(results, site, full));
            }));
        return BytesOf(response);
      });
}

absl::StatusOr<std::string> AssessmentService::ListEvidence(
    const rpc::Call&, const pb::ListEvidenceRequest& request) {
  Violations violations;
  WaveNameFrom("parent", request.parent(), violations);
  if (request.organisations_size() > kMostOrganisations) {
    violations.Add("organisations", absl::StrCat(request.organisations_size(), " names"),
                   "at most 1000 names");
  }
  std::vector<std::string> arguments = {"ListEvidence", request.parent()};
  arguments.insert(arguments.end(), request.organisations().begin(), request.organisations().end());
  const Page page =
      PageOf(request.page_size(), request.page_token(), arguments, kLargestPage, violations);
  RETURN_IF_ERROR(violations.ToStatus());
  return options_.replies->Get(
      AskedBy(request), [&](const WaveResults& results) -> absl::StatusOr<std::string> {
        ASSIGN_OR_RETURN(const auto sites, SitesNamed(results, request));
        pb::ListEvidenceResponse response;
        response.set_evidence_revision(results.wave.evidence_revision);
        response.set_next_page_token(EachOf(sites, page, arguments, [&](const WaveSite& site) {
          *response.add_evidence() = ToSiteEvidence(results, site);
        }));
        return BytesOf(response);
      });
}

}  // namespace pcsp::assessments

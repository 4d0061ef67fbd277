#include "services/assessments/domain/consensus/team_consensus.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "common/base/error.h"
#include "services/assessments/domain/errors.h"
#include "services/assessments/domain/scoring/site_statistics.h"

namespace pcsp::assessments {

std::string ConsensusNameOf(const WaveName& wave, absl::string_view organisation) {
  return absl::StrCat(wave.ToString(), "/teamConsensus/", organisation);
}

std::optional<std::pair<WaveName, std::string>> ParseConsensusName(absl::string_view text) {
  const std::vector<std::string> parts = absl::StrSplit(text, "/teamConsensus/");
  if (parts.size() != 2) return std::nullopt;
  const auto name = ParseSiteResultsName(absl::StrCat(parts[0], "/siteResults/", parts[1]));
  if (!name) return std::nullopt;
  return std::pair(name->wave, name->organisation);
}

std::string TeamConsensus::etag() const { return absl::StrCat("\"", revision, "\""); }

absl::Status TooSmallToBePrivate(const Wave& wave, const WaveSite& site) {
  const int enough = 2 * wave.min_group_size;
  if (site.people() < enough) return absl::OkStatus();
  return TeamLargeEnough(OrganisationName{wave.name.programme, site.organisation}.ToString(),
                         enough);
}

absl::StatusOr<TeamConsensus> Replace(const WaveName& wave, absl::string_view organisation,
                                      const std::optional<TeamConsensus>& has, TeamConsensus given,
                                      absl::string_view etag, absl::Time now) {
  const std::string current = has ? has->etag() : "";
  if (etag != current) {
    return EtagMismatch("team consensus", ConsensusNameOf(wave, organisation), etag, current);
  }
  given.revision = has ? has->revision + 1 : 1;
  given.create_time = has ? has->create_time : now;
  given.update_time = now;
  return given;
}

std::vector<std::pair<Construct, double>> ScoresOf(const Instrument& instrument,
                                                   absl::string_view answers) {
  const StatisticsPlan plan(instrument);
  const SiteStatistics one = plan.Count({answers});
  std::vector<std::pair<Construct, double>> scores;
  for (const auto& [word, construct] : kConstructWords) {
    const ConstructSums& sums = one.constructs[static_cast<size_t>(construct)];
    if (sums.people == 0) continue;
    const int steps = plan.steps(construct);
    const double best = static_cast<double>(plan.unit(construct)) * (steps - 1);
    scores.emplace_back(construct, 100 * static_cast<double>(sums.sum) / best);
  }
  return scores;
}

}  // namespace pcsp::assessments

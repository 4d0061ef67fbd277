#include "gateway/flows/board_cells.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/strip.h"
#include "common/text/pages/percent.h"
#include "common/text/pages/range.h"

namespace pcsp::gateway {
namespace {

using assessments::v1::ConstructResult;

constexpr double kLevel = .9, kNormal95 = 1.6448536269514722;
constexpr double kMiddle = .8;  // ProbabilityInterval

void SetInterval(double low, double high, double level, type::v1::Interval* interval) {
  interval->set_low(low);
  interval->set_high(high);
  interval->set_level(level);
}

std::string RangeOfShares(const type::v1::Interval& interval) {
  return absl::StrCat(text::Range(100 * interval.low(), 100 * interval.high()), " %");
}

bool IsShown(const ConstructResult& construct) { return construct.has_how_this_site_works(); }

// Sites of one level whose scores may be shown.
struct SitesTold {
  int sites = 0;
  double sum = 0;
  int least = 0, most = 0;  // people
};

// "collective action".
std::string WordsOf(type::v1::Construct construct) {
  const std::string& name = type::v1::Construct_Name(construct);
  return absl::StrReplaceAll(absl::AsciiStrToLower(absl::StripPrefix(name, "CONSTRUCT_")),
                             {{"_", " "}});
}

v1::ConstructScore MeanOf(type::v1::Construct construct, const SitesTold& told) {
  v1::ConstructScore cell;
  cell.set_construct(construct);
  cell.set_score(told.sum / told.sites);
  cell.set_respondents(told.least);
  cell.set_respondents_most(told.most);
  cell.set_sentence(absl::StrFormat(
      "In %s the scores of the %d %s that may be shown have a mean of %.0f of 100. What everybody "
      "says together may not be shown, so there is no interval.",
      WordsOf(construct), told.sites, told.sites == 1 ? "site" : "sites", cell.score()));
  return cell;
}

const assessments::v1::GroupResults* TogetherAt(const BoardParts& parts, type::v1::Level level) {
  for (const auto& group : parts.together) {
    if (group.level() == level) return &group;
  }
  return nullptr;
}

v1::LevelSummary SummaryOf(const BoardParts& parts, type::v1::Level level) {
  v1::LevelSummary summary;
  summary.set_level(level);
  std::map<type::v1::Construct, SitesTold> told;
  for (const auto& results : parts.results) {
    if (results.level() != level) continue;
    summary.set_sites(summary.sites() + 1);
    if (results.suppression() != assessments::v1::SUPPRESSION_UNSPECIFIED) continue;
    summary.set_sites_with_results(summary.sites_with_results() + 1);
    for (const ConstructResult& construct : results.constructs()) {
      if (!IsShown(construct)) continue;
      SitesTold& site = told[construct.construct()];
      ++site.sites;
      site.sum += construct.how_this_site_works().score();
      site.least += construct.respondents();
      site.most += construct.respondents_most();
    }
  }
  std::map<type::v1::Construct, v1::ConstructScore> cells;
  for (const auto& [construct, sites] : told) cells[construct] = MeanOf(construct, sites);
  if (const auto* together = TogetherAt(parts, level)) {
    for (const ConstructResult& construct : together->constructs()) {
      if (IsShown(construct)) cells[construct.construct()] = CellOf(construct);
    }
  }
  for (const auto& [construct, cell] : cells) *summary.add_scores() = cell;
  return summary;
}

// `variance` of the number of sites that have the issue.
void Finish(double variance, v1::IssuePrevalence* issue) {
  const double sites = issue->sites();
  issue->set_expected_share(issue->expected_share() / sites);
  const double half = kNormal95 * std::sqrt(variance) / sites;
  SetInterval(std::max(0.0, issue->expected_share() - half),
              std::min(1.0, issue->expected_share() + half), kLevel, issue->mutable_interval());
  issue->set_sentence(
      absl::StrCat(issue->title(), ": expected at ", text::PercentLikely(issue->expected_share()),
                   " of ", issue->sites(), issue->sites() == 1 ? " site" : " sites",
                   " (90 % interval ", RangeOfShares(issue->interval()), "), likely at ",
                   issue->likely(), " and possible at ", issue->possible(), "."));
}

}  // namespace

v1::ConstructScore CellOf(const ConstructResult& construct) {
  v1::ConstructScore cell;
  cell.set_construct(construct.construct());
  cell.set_score(construct.how_this_site_works().score());
  cell.set_respondents(construct.respondents());
  cell.set_respondents_most(construct.respondents_most());
  *cell.mutable_interval() = construct.how_this_site_works().interval();
  cell.set_sentence(construct.sentence());
  return cell;
}

v1::SiteFinding CellOf(const diagnosis::v1::Finding& finding) {
  v1::SiteFinding cell;
  cell.set_issue(finding.issue());
  cell.set_title(finding.title());
  cell.set_probability(finding.probability());
  cell.set_severity(finding.severity());
  std::string text = absl::StrCat(
      finding.title(), finding.band() == diagnosis::v1::BAND_LIKELY ? " is likely" : " is possible",
      ", ", text::PercentLikely(finding.probability()));
  if (finding.has_interval()) {
    SetInterval(finding.interval().low(), finding.interval().high(), kMiddle,
                cell.mutable_interval());
    absl::StrAppend(&text, " (80 % interval ", RangeOfShares(cell.interval()), ")");
  }
  if (finding.has_severity()) {
    absl::StrAppendFormat(&text, ", severity %.0f of 100", finding.severity());
  }
  cell.set_sentence(text + ".");
  return cell;
}

void AddLevels(const BoardParts& parts, v1::ProgrammeBoard* board) {
  for (const auto level :
       {type::v1::LEVEL_WHOLE_SYSTEM, type::v1::LEVEL_STEERING_GROUP, type::v1::LEVEL_PRACTICE}) {
    const v1::LevelSummary summary = SummaryOf(parts, level);
    if (summary.sites() > 0) *board->add_levels() = summary;
  }
}

void AddIssues(const BoardParts& parts, v1::ProgrammeBoard* board) {
  std::map<std::string, std::pair<v1::IssuePrevalence, double>> issues;
  for (const auto& diagnosis : parts.diagnoses) {
    for (const auto& finding : diagnosis.findings()) {
      if (finding.level() != diagnosis.level()) continue;
      auto& [issue, variance] = issues[finding.issue()];
      issue.set_issue(finding.issue());
      issue.set_title(finding.title());
      issue.set_level(finding.level());
      issue.set_sites(issue.sites() + 1);
      issue.set_likely(issue.likely() + (finding.band() == diagnosis::v1::BAND_LIKELY));
      issue.set_possible(issue.possible() + (finding.band() == diagnosis::v1::BAND_POSSIBLE));
      issue.set_expected_share(issue.expected_share() + finding.probability());
      variance += finding.probability() * (1 - finding.probability());
    }
  }
  std::vector<v1::IssuePrevalence> found;
  for (auto& [id, counted] : issues) {
    auto& [issue, variance] = counted;
    Finish(variance, &issue);
    if (issue.likely() + issue.possible() > 0) found.push_back(std::move(issue));
  }
  std::stable_sort(found.begin(), found.end(), [](const auto& a, const auto& b) {
    return std::pair(a.likely(), a.possible()) > std::pair(b.likely(), b.possible());
  });
  for (const auto& issue : found) *board->add_issues() = issue;
}

}  // namespace pcsp::gateway

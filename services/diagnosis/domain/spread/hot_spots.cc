#include "services/diagnosis/domain/spread/hot_spots.h"

#include <algorithm>
#include <map>

#include "absl/strings/str_format.h"
#include "services/diagnosis/domain/reasoning/quoted.h"

namespace pcsp::diagnosis {
namespace {

constexpr double kLeastFindings = 1;

// What one issue above explains at some sites.
struct Explained {
  std::string title;
  double would_go = 0;
  double probability = 0;  // sum over the sites that name it
  int sites = 0;
  std::map<std::string, double> by_issue;
};

using ByCause = std::map<std::string, Explained>;

// The probability of a cause is the same in all findings of a site.
void Add(const SiteReading& reading, Level level, ByCause& causes) {
  std::map<std::string, double> probabilities;
  for (const SiteReading::Finding& finding : reading.findings) {
    for (const SiteReading::Cause& cause : finding.causes) {
      if (cause.level != level) continue;
      Explained& explained = causes[cause.issue];
      explained.title = cause.title;
      explained.would_go += finding.probability * cause.would_go;
      explained.by_issue[finding.issue] += finding.probability * cause.would_go;
      probabilities[cause.issue] = cause.probability;
    }
  }
  for (const auto& [issue, probability] : probabilities) {
    causes[issue].probability += probability;
    ++causes[issue].sites;
  }
}

std::vector<std::string> MostExplained(const std::map<std::string, double>& by_issue) {
  std::vector<std::pair<double, std::string>> order;
  for (const auto& [issue, share] : by_issue) order.emplace_back(-share, issue);
  std::sort(order.begin(), order.end());
  std::vector<std::string> issues;
  for (auto& [share, issue] : order) issues.push_back(std::move(issue));
  return issues;
}

HotSpot Spot(int group, const std::string& issue, const Explained& explained, int sites) {
  HotSpot spot{.group = group, .issue = issue, .title = explained.title, .sites = sites};
  spot.would_go = explained.would_go;
  spot.probability = explained.probability / explained.sites;
  spot.site_issues = MostExplained(explained.by_issue);
  return spot;
}

std::string Sentence(const HotSpot& spot) {
  return absl::StrFormat(
      "If %s were fixed, about %.1f findings at %d sites would go: %.1f times as many a site "
      "as "
      "over all groups.",
      Quoted(spot.title), spot.would_go, spot.sites, spot.lift);
}

}  // namespace

std::vector<HotSpot> FindHotSpots(absl::Span<const SiteSet> groups,
                                  absl::Span<const IssueSummary> summaries, Level level, int most) {
  ByCause overall;
  int all_sites = 0;
  std::vector<HotSpot> spots;
  for (size_t g = 0; g < groups.size(); ++g) {
    if (summaries[g].hidden != Hidden::kNot) continue;
    const int sites = static_cast<int>(groups[g].readings.size());
    all_sites += sites;
    ByCause causes;
    for (const SiteReading* reading : groups[g].readings) {
      Add(*reading, level, causes);
      Add(*reading, level, overall);
    }
    for (const auto& [issue, explained] : causes) {
      if (explained.would_go < kLeastFindings) continue;
      spots.push_back(Spot(static_cast<int>(g), issue, explained, sites));
    }
  }
  for (HotSpot& spot : spots) {
    spot.lift = spot.would_go / spot.sites / (overall[spot.issue].would_go / all_sites);
    spot.sentence = Sentence(spot);
  }
  std::stable_sort(spots.begin(), spots.end(),
                   [](const auto& a, const auto& b) { return a.would_go > b.would_go; });
  if (spots.size() > static_cast<size_t>(most)) spots.resize(most);
  return spots;
}

}  // namespace pcsp::diagnosis

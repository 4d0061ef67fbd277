#include "services/diagnosis/domain/spread/summary.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "absl/strings/str_format.h"
#include "services/diagnosis/domain/reasoning/quoted.h"

namespace pcsp::diagnosis {
namespace {

std::string Sentence(const IssuePrevalence& issue, int sites) {
  const Prevalence& p = issue.prevalence;
  return absl::StrFormat(
      "%s is expected at %.1f of %d sites (%.0f %%; 90 %% interval %.0f to %.0f %%), likely at "
      "%d.",
      Quoted(issue.title), p.expected_sites, sites, 100 * p.share, 100 * p.low, 100 * p.high,
      issue.likely);
}

std::vector<IssuePrevalence> Prevalences(const SiteSet& set) {
  std::map<std::string, IssuePrevalence> by_id;
  std::map<std::string, std::vector<double>> probabilities;
  for (const SiteReading* reading : set.readings) {
    for (const SiteReading::Finding& finding : reading->findings) {
      IssuePrevalence& issue = by_id[finding.issue];
      issue.issue = finding.issue;
      issue.title = finding.title;
      issue.likely += finding.band == Band::kLikely;
      probabilities[finding.issue].push_back(finding.probability);
    }
  }
  std::vector<IssuePrevalence> issues;
  for (auto& [id, issue] : by_id) {
    issue.prevalence = PrevalenceOf(probabilities[id]);
    issue.sentence = Sentence(issue, static_cast<int>(probabilities[id].size()));
    issues.push_back(std::move(issue));
  }
  std::stable_sort(issues.begin(), issues.end(), [](const auto& a, const auto& b) {
    return a.prevalence.expected_sites > b.prevalence.expected_sites;
  });
  return issues;
}

Hidden Judge(int diagnosed, int rest, int min_sites) {
  if (diagnosed < min_sites) return Hidden::kTooFewSites;
  return rest > 0 && rest < min_sites ? Hidden::kRestTooFew : Hidden::kNot;
}

int Diagnosed(const SiteSet& set) { return static_cast<int>(set.readings.size()); }

IssueSummary Summary(const SiteSet& set, Hidden hidden) {
  IssueSummary summary{set.sites, Diagnosed(set), hidden};
  if (hidden == Hidden::kNot) {
    summary.issues = Prevalences(set);
  } else {
    summary.diagnosed = 0;
  }
  return summary;
}

// Hides the smallest set that is shown; false if there is none.
bool HideSmallest(absl::Span<const SiteSet> sets, std::vector<Hidden>& hidden, int& unseen) {
  int smallest = -1;
  for (size_t i = 0; i < sets.size(); ++i) {
    if (hidden[i] != Hidden::kNot) continue;
    if (smallest < 0 || Diagnosed(sets[i]) < Diagnosed(sets[smallest])) {
      smallest = static_cast<int>(i);
    }
  }
  if (smallest < 0) return false;
  hidden[smallest] = Hidden::kRestTooFew;
  unseen += Diagnosed(sets[smallest]);
  return true;
}

}  // namespace

IssueSummary Summarise(const SiteSet& set, int rest, int min_sites) {
  return Summary(set, Judge(Diagnosed(set), rest, min_sites));
}

std::vector<IssueSummary> SummariseParts(absl::Span<const SiteSet> sets, int diagnosed,
                                         int min_sites) {
  std::vector<Hidden> hidden;
  int unseen = diagnosed;  // sites whose sum a reader can work out
  for (const SiteSet& set : sets) {
    hidden.push_back(Judge(Diagnosed(set), 0, min_sites));
    if (hidden.back() == Hidden::kNot) unseen -= Diagnosed(set);
  }
  while (unseen > 0 && unseen < min_sites && HideSmallest(sets, hidden, unseen)) {
  }
  std::vector<IssueSummary> summaries;
  for (size_t i = 0; i < sets.size(); ++i) summaries.push_back(Summary(sets[i], hidden[i]));
  return summaries;
}

}  // namespace pcsp::diagnosis

#include "gateway/cli/sample/evaluation.h"

#include <algorithm>
#include <utility>

namespace pcsp::gateway::sample {
namespace {

struct Case {
  double probability = 0;
  double prior = 0;
  bool planted = false;
};

using Cases = std::vector<Case>;  // of one site, or of all

Cases CasesOf(const Blueprint& blueprint, const std::map<std::string, double>& priors,
              const SiteSample& site, const SiteFindings& findings) {
  Cases cases;
  for (const IssueModel& issue : blueprint.issues) {
    if (issue.level != site.level) continue;
    const auto it = findings.probability.find(issue.id);
    cases.push_back({it == findings.probability.end() ? 0.0 : it->second, priors.at(issue.id),
                     site.planted.contains(issue.id)});
  }
  return cases;
}

int PlantedIn(const Cases& cases) {
  return static_cast<int>(
      std::count_if(cases.begin(), cases.end(), [](const Case& c) { return c.planted; }));
}

void Count(Cases cases, HitCount& count) {
  int findings = 0;
  for (const Case& c : cases) {
    if (c.probability < count.threshold) continue;
    ++findings;
    ++(c.planted ? count.found : count.false_findings);
  }
  count.findings += findings;
  if (findings == 0) return;
  count.found_by_chance += static_cast<double>(findings) * PlantedIn(cases) / cases.size();
  std::stable_sort(cases.begin(), cases.end(),
                   [](const Case& a, const Case& b) { return a.prior > b.prior; });
  for (int i = 0; i < findings; ++i) count.found_by_prior += cases[i].planted ? 1 : 0;
}

double Brier(const Cases& cases, double Case::*forecast) {
  double sum = 0;
  for (const Case& c : cases) {
    const double error = c.*forecast - (c.planted ? 1.0 : 0.0);
    sum += error * error;
  }
  return cases.empty() ? 0.0 : sum / static_cast<double>(cases.size());
}

// The Mann-Whitney form: mean rank of the planted, ties sharing their mean rank.
double Auc(Cases cases, double Case::*forecast) {
  std::sort(cases.begin(), cases.end(),
            [&](const Case& a, const Case& b) { return a.*forecast < b.*forecast; });
  double rank_sum = 0;
  for (size_t begin = 0, end = 0; begin < cases.size(); begin = end) {
    int planted = 0;
    for (; end < cases.size() && cases[end].*forecast == cases[begin].*forecast; ++end) {
      planted += cases[end].planted ? 1 : 0;
    }
    rank_sum += planted * (static_cast<double>(begin + end + 1) / 2.0);
  }
  const double yes = PlantedIn(cases);
  const double no = static_cast<double>(cases.size()) - yes;
  if (yes == 0 || no == 0) return 0.5;
  return (rank_sum - yes * (yes + 1) / 2.0) / (yes * no);
}

}  // namespace

Evaluation Evaluate(const Blueprint& blueprint, const std::vector<SiteSample>& sites,
                    const std::vector<SiteFindings>& findings) {
  std::map<std::string, const SiteFindings*> by_site;
  for (const SiteFindings& f : findings) by_site[f.organisation] = &f;
  const std::map<std::string, double> priors = PriorMarginals(blueprint);
  Evaluation result;
  result.likely.threshold = 0.7;
  result.possible.threshold = 0.4;
  Cases all;
  for (const SiteSample& site : sites) {
    ++result.sites;
    result.planted += static_cast<int>(site.planted.size());
    const auto it = by_site.find(site.organisation);
    if (it == by_site.end()) continue;
    ++result.diagnosed_sites;
    const Cases cases = CasesOf(blueprint, priors, site, *it->second);
    result.planted_in_diagnosed_sites += PlantedIn(cases);
    Count(cases, result.likely);
    Count(cases, result.possible);
    all.insert(all.end(), cases.begin(), cases.end());
  }
  result.brier = Brier(all, &Case::probability);
  result.brier_by_prior = Brier(all, &Case::prior);
  result.auc = Auc(all, &Case::probability);
  result.auc_by_prior = Auc(all, &Case::prior);
  return result;
}

}  // namespace pcsp::gateway::sample

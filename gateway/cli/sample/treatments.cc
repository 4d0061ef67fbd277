#include "gateway/cli/sample/treatments.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <optional>
#include <utility>

#include "absl/strings/numbers.h"

namespace pcsp::gateway::sample {
namespace {

std::string MostCommonOf(const std::vector<SiteSample>& sites) {
  std::map<std::string, int> practices;
  for (const SiteSample& site : sites) {
    if (site.level != "practice") continue;
    for (const std::string& issue : site.planted) ++practices[issue];
  }
  const auto most =
      std::max_element(practices.begin(), practices.end(),
                       [](const auto& a, const auto& b) { return a.second < b.second; });
  return most == practices.end() ? "" : most->first;
}

// 1, the worst, to 5; nothing for an answer beside the scale.
std::optional<double> Score(const ItemModel& item, const std::string& code) {
  int value = 0;
  if (!absl::SimpleAtoi(code, &value)) return std::nullopt;
  return item.reverse ? 6 - value : value;
}

// How well a site's answers speak of an issue: their mean, each as strong as its link.
double MeanAbout(const Blueprint& blueprint, const std::string& issue, const SiteSample& site) {
  double sum = 0, weight = 0;
  for (const ItemModel& item : blueprint.items) {
    for (const Pull& link : item.links) {
      if (link.issue != issue) continue;
      for (const Response& response : site.responses) {
        const auto answer = response.answers.find(item.code);
        if (answer == response.answers.end()) continue;
        const auto score = Score(item, answer->second);
        if (!score) continue;
        sum += link.strength * *score;
        weight += link.strength;
      }
    }
  }
  return weight > 0 ? sum / weight : 5;
}

}  // namespace

Treatments TreatCommonIssue(const Blueprint& blueprint, const std::vector<SiteSample>& sites,
                            const Options& options) {
  Treatments treatments;
  treatments.issue = MostCommonOf(sites);
  treatments.start_date = options.start_date;
  std::vector<std::pair<double, size_t>> worst_first;
  size_t have = 0;
  for (size_t i = 0; i < sites.size(); ++i) {
    if (sites[i].level != "practice") continue;
    have += sites[i].planted.count(treatments.issue);
    worst_first.emplace_back(MeanAbout(blueprint, treatments.issue, sites[i]), i);
  }
  std::sort(worst_first.begin(), worst_first.end());
  std::vector<size_t> believe;
  for (size_t i = 0; i < have; ++i) believe.push_back(worst_first[i].second);
  std::sort(believe.begin(), believe.end());
  for (size_t i = 0; i < believe.size(); ++i) {
    const size_t arm = i % (std::size(kIdeas) + 1);
    if (arm == std::size(kIdeas)) continue;
    treatments.treated.push_back({sites[believe[i]].organisation, kIdeas[arm].id});
  }
  return treatments;
}

const Idea* TriedAt(const Treatments& treatments, const std::string& organisation,
                    const std::string& issue) {
  if (issue != treatments.issue) return nullptr;
  for (const Treatment& treatment : treatments.treated) {
    if (treatment.organisation != organisation) continue;
    return std::find_if(std::begin(kIdeas), std::end(kIdeas),
                        [&](const Idea& idea) { return idea.id == treatment.idea; });
  }
  return nullptr;
}

}  // namespace pcsp::gateway::sample

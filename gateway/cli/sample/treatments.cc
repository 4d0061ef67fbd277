#include "gateway/cli/sample/treatments.h"

#include <algorithm>
#include <iterator>
#include <map>

namespace pcsp::gateway::sample {
namespace {

std::string MostCommonOf(const std::vector<Organisation>& organisations, const Planted& planted) {
  std::map<std::string, int> practices;
  for (const Organisation& organisation : organisations) {
    if (organisation.kind != "practice") continue;
    for (const auto& [issue, severity] : planted.at(organisation.id)) ++practices[issue];
  }
  const auto most =
      std::max_element(practices.begin(), practices.end(),
                       [](const auto& a, const auto& b) { return a.second < b.second; });
  return most == practices.end() ? "" : most->first;
}

}  // namespace

Treatments TreatCommonIssue(const std::vector<Organisation>& organisations, const Planted& planted,
                            const Options& options) {
  Treatments treatments;
  treatments.issue = MostCommonOf(organisations, planted);
  treatments.start_date = options.start_date;
  size_t arm = 0;
  for (const Organisation& organisation : organisations) {
    if (organisation.kind != "practice") continue;
    if (!planted.at(organisation.id).contains(treatments.issue)) continue;
    const size_t drawn = arm++ % (std::size(kIdeas) + 1);
    if (drawn < std::size(kIdeas))
      treatments.treated.push_back({organisation.id, kIdeas[drawn].id});
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

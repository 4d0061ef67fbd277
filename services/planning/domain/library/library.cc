#include "services/planning/domain/library/library.h"

#include <algorithm>
#include <map>
#include <utility>

#include "services/planning/domain/solution/site_value.h"
#include "services/planning/domain/solution/solution_check.h"

namespace pcsp::planning {
namespace {

Catalogue Offered(const Catalogue& shipped, const std::vector<OwnSolution>& own) {
  std::vector<Solution> offered;
  for (const OwnSolution& one : own) {
    if (!one.retired) offered.push_back(one.solution);
  }
  return WithOwn(shipped, std::move(offered));
}

// Each site counts once: with what was known of it last.
ContextScale ScaleOfSites(const std::vector<SiteOutcome>& outcomes) {
  std::map<std::string, const SiteOutcome*> latest;
  for (const SiteOutcome& one : outcomes) {
    const SiteOutcome*& known = latest[one.outcome.site];
    if (known == nullptr || known->outcome.round < one.outcome.round) known = &one;
  }
  std::vector<SiteContext> contexts;
  for (const auto& [site, one] : latest) contexts.push_back(one->outcome.context);
  return ScaleOf(contexts);
}

Effects Estimate(const Catalogue& offered, const std::vector<SiteOutcome>& outcomes) {
  OutcomeSums sums;
  for (const SiteOutcome& one : outcomes) sums.Add(one.outcome);
  return Effects(sums, ScaleOfSites(outcomes), PriorMeansOf(offered));
}

}  // namespace

Library::Library(const Catalogue& shipped, std::vector<OwnSolution> own,
                 const std::vector<SiteOutcome>& outcomes, int64_t revision,
                 std::vector<SiteStory> written)
    : revision_(revision),
      own_(std::move(own)),
      offered_(Offered(shipped, own_)),
      outcomes_(static_cast<int64_t>(outcomes.size())),
      effects_(Estimate(offered_, outcomes)),
      written_(std::move(written)),
      stories_(outcomes, written_) {
  std::sort(written_.begin(), written_.end(),
            [](const SiteStory& a, const SiteStory& b) { return a.id < b.id; });
  for (size_t i = 0; i < written_.size(); ++i) written_about_[written_[i].solution].push_back(i);
  std::sort(own_.begin(), own_.end(), [](const OwnSolution& a, const OwnSolution& b) {
    return a.solution.id < b.solution.id;
  });
}

const OwnSolution* Library::FindOwn(absl::string_view id) const {
  const auto found = std::find_if(own_.begin(), own_.end(),
                                  [id](const auto& one) { return one.solution.id == id; });
  return found == own_.end() ? nullptr : &*found;
}

const Solution* Library::Find(absl::string_view id) const {
  if (const Solution* offered = offered_.Find(id)) return offered;
  const OwnSolution* own = FindOwn(id);
  return own == nullptr ? nullptr : &own->solution;
}

const std::vector<size_t>& Library::WrittenAbout(const std::string& solution) const {
  static const std::vector<size_t>& none = *new std::vector<size_t>;
  const auto found = written_about_.find(solution);
  return found == written_about_.end() ? none : found->second;
}

std::set<std::string> IssuesOf(const Catalogue& catalogue) {
  std::set<std::string> issues;
  for (const Solution& solution : catalogue.solutions()) {
    issues.insert(solution.answers.begin(), solution.answers.end());
  }
  return issues;
}

}  // namespace pcsp::planning

#include "services/diagnosis/domain/knowledge/rules/style.h"

#include <algorithm>
#include <map>
#include <set>

#include "absl/strings/str_format.h"

namespace pcsp::diagnosis {
namespace {

constexpr size_t kManyParents = 3;
constexpr size_t kOneInSoMany = 10;  // links may leave the construct

void RequireFew(size_t links, const Spot& at, Faults* faults) {
  faults->RequireOfAuthors(
      links <= kManyParents, at, absl::StrCat(links),
      absl::StrCat("at most ", kManyParents, ": each one more doubles the work"));
}

void WarnOfGaps(const Issue& issue, bool shown, const Spot& at, Faults* warnings) {
  warnings->Require(shown, at, "", "an indicator that shows it");
  warnings->Require(!issue.good_looks_like.empty(), at.Key("good_looks_like"), "",
                    "what a site without it looks like");
  warnings->Require(!issue.settled_by.empty(), at.Key("settled_by"), "",
                    "the indicator to ask about when in doubt");
  warnings->Require(!issue.solutions.empty(), at.Key("solutions"), "",
                    "the solutions that answer it, best first");
}

}  // namespace

LinkShare WithinConstruct(const KnowledgeBase& kb) {
  std::map<std::string, Construct> constructs;
  for (const Issue& issue : kb.issues) constructs[issue.id] = issue.construct;
  LinkShare share;
  for (const Indicator& indicator : kb.indicators) {
    for (const Link& link : indicator.links) {
      ++share.links;
      share.within += constructs[link.issue] == constructs[indicator.links.front().issue];
    }
  }
  return share;
}

void CheckStyle(const KnowledgeBase& kb, Faults* faults, Faults* warnings) {
  std::set<std::string> shown;
  for (size_t i = 0; i < kb.indicators.size(); ++i) {
    const Indicator& indicator = kb.indicators[i];
    for (const Link& link : indicator.links) shown.insert(link.issue);
    RequireFew(indicator.links.size(), Spot::Of("indicators", indicator.id, i).Key("links"),
               faults);
  }
  for (size_t i = 0; i < kb.issues.size(); ++i) {
    const Issue& issue = kb.issues[i];
    const Spot at = Spot::Of("issues", issue.id, i);
    RequireFew(issue.parents.size(), at.Key("parents"), faults);
    WarnOfGaps(issue, shown.contains(issue.id), at, warnings);
  }
  const auto [links, within] = WithinConstruct(kb);
  faults->RequireOfAuthors(links - within <= std::max(links / kOneInSoMany, size_t{1}),
                           {"indicators", "indicators"},
                           absl::StrFormat("%d of %d links", within, links),
                           "90 % of links within the construct of the indicator's first issue");
}

}  // namespace pcsp::diagnosis

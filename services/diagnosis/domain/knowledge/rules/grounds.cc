#include "services/diagnosis/domain/knowledge/rules/grounds.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace pcsp::diagnosis {
namespace {

using PlacedLink = std::pair<const Link*, Spot>;

void AddLinks(const std::vector<Link>& links, const Spot& at, std::vector<PlacedLink>* all) {
  for (size_t i = 0; i < links.size(); ++i) all->emplace_back(&links[i], at.At(i));
}

std::vector<PlacedLink> LinksOf(const KnowledgeBase& kb) {
  std::vector<PlacedLink> all;
  for (size_t i = 0; i < kb.issues.size(); ++i) {
    const Issue& issue = kb.issues[i];
    AddLinks(issue.parents, Spot::Of("issues", issue.id, i).Key("parents"), &all);
  }
  for (size_t i = 0; i < kb.indicators.size(); ++i) {
    const Indicator& indicator = kb.indicators[i];
    AddLinks(indicator.links, Spot::Of("indicators", indicator.id, i).Key("links"), &all);
  }
  return all;
}

// What may be said once for the whole file.
void CheckShared(const std::vector<PlacedLink>& links, std::string Link::*part, const char* key,
                 absl::string_view expected, Faults* faults) {
  const auto says = [part](const PlacedLink& link) { return !(link.first->*part).empty(); };
  if (!links.empty() && std::none_of(links.begin(), links.end(), says)) {
    return faults->RequireOfAuthors(false, {key, key}, "", expected);
  }
  for (const PlacedLink& link : links) {
    faults->RequireOfAuthors(says(link), link.second.Key(key), "", expected);
  }
}

}  // namespace

void CheckGrounds(const KnowledgeBase& kb, Faults* faults) {
  const std::vector<PlacedLink> links = LinksOf(kb);
  for (const auto& [link, at] : links) {
    faults->RequireOfAuthors(
        !link->rationale.empty(), at.Key("rationale"), "",
        "a rationale: why one leads to the other, here or for all links together");
  }
  CheckShared(links, &Link::author, "author",
              "an author: who judged it, here, for all links together or for the whole file",
              faults);
  CheckShared(links, &Link::source, "source",
              "a source: what the judgement rests on, here, for all links together or for the "
              "whole file",
              faults);
}

}  // namespace pcsp::diagnosis

#include "services/diagnosis/domain/knowledge/rules/references.h"

#include <algorithm>
#include <numeric>

#include "absl/strings/str_cat.h"

namespace pcsp::diagnosis {
namespace {

constexpr size_t kTypingSlips = 3;

// How many letters to insert, drop or replace (Levenshtein).
size_t Distance(absl::string_view a, absl::string_view b) {
  std::vector<size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), size_t{0});
  for (size_t i = 0; i < a.size(); ++i) {
    size_t diagonal = row[0]++;
    for (size_t j = 0; j < b.size(); ++j) {
      const size_t replaced = diagonal + (a[i] != b[j]);
      diagonal = row[j + 1];
      row[j + 1] = std::min({row[j] + 1, row[j + 1] + 1, replaced});
    }
  }
  return row.back();
}

}  // namespace

References::References(const KnowledgeBase& kb)
    : kb_(kb), removed_(kb.removed.begin(), kb.removed.end()) {
  for (const Issue& issue : kb.issues) {
    issues_.emplace(issue.id, &issue);
    issue_ids_.insert(issue.id);
  }
  for (const Indicator& indicator : kb.indicators) indicator_ids_.insert(indicator.id);
}

std::string References::Advice(absl::string_view noun, const std::string& id,
                               const std::set<std::string>& known, absl::string_view whole) const {
  if (removed_.contains(id)) {
    return absl::StrCat("no reference to what was removed: take it out, or name ", noun,
                        " that is left");
  }
  std::string nearest;
  size_t least = kTypingSlips + 1;
  for (const std::string& each : known) {
    const size_t distance = Distance(id, each);
    if (distance < least) nearest = each, least = distance;
  }
  return absl::StrCat("the id of ", noun, " of ", whole,
                      nearest.empty() ? "" : absl::StrCat("; did you mean ", nearest, "?"));
}

void References::CheckIssueId(const std::string& id, const Spot& at, absl::string_view expected,
                              const std::function<bool(const Issue&)>& fits, Faults* faults) const {
  const auto found = issues_.find(id);
  if (found == issues_.end()) return faults->Add(at, id, Advice("an issue", id, issue_ids_));
  if (fits(*found->second)) return;
  const std::string circle = CircleThrough(id);
  faults->Add(at, id,
              circle.empty() ? std::string(expected)
                             : absl::StrCat(expected, "; ", circle, " goes round in a circle"));
}

void References::CheckLinks(const std::vector<Link>& links, const Spot& at,
                            absl::string_view expected,
                            const std::function<bool(const Issue&)>& fits, Faults* faults) const {
  faults->Require(links.size() <= kMostLinks, at, absl::StrCat(links.size()),
                  absl::StrCat("at most ", kMostLinks, " links"));
  std::set<std::string> seen;
  for (size_t i = 0; i < links.size(); ++i) {
    const Link& link = links[i];
    const Spot spot = at.At(i);
    CheckIssueId(link.issue, spot, expected, fits, faults);
    faults->Require(seen.insert(link.issue).second, spot, link.issue, "an issue named once");
    faults->RequireProbabilityOrCertainty(link.strength, spot.Key("strength"));
    faults->RequirePositive(link.ess, spot.Key("ess"));
  }
}

void References::CheckSettledBy(const Issue& issue, const Spot& at, Faults* faults) const {
  if (issue.settled_by.empty()) return;
  const auto found = std::find_if(kb_.indicators.begin(), kb_.indicators.end(),
                                  [&](const Indicator& i) { return i.id == issue.settled_by; });
  if (found == kb_.indicators.end()) {
    return faults->Add(at, issue.settled_by,
                       Advice("an indicator", issue.settled_by, indicator_ids_));
  }
  const bool linked = std::any_of(found->links.begin(), found->links.end(),
                                  [&](const Link& link) { return link.issue == issue.id; });
  faults->RequireOfAuthors(
      linked && found->level == issue.level && found->type != IndicatorType::kText, at,
      issue.settled_by, "an item or a fact of the issue's own level with a link to the issue");
}

void References::CheckSolutions(const std::set<std::string>& known, Faults* faults) const {
  for (size_t i = 0; i < kb_.issues.size(); ++i) {
    const Issue& issue = kb_.issues[i];
    const Spot at = Spot::Of("issues", issue.id, i).Key("solutions");
    for (size_t s = 0; s < issue.solutions.size(); ++s) {
      const std::string& id = issue.solutions[s];
      if (known.contains(id)) continue;
      faults->Add(at.At(s), id, Advice("a solution", id, known, "the catalogue of solutions"));
    }
  }
}

void References::CheckRemoved(Faults* faults) const {
  for (size_t i = 0; i < kb_.removed.size(); ++i) {
    const std::string& id = kb_.removed[i];
    faults->Require(!issue_ids_.contains(id) && !indicator_ids_.contains(id),
                    Spot{"removed", "removed"}.At(i), id,
                    "an id that nothing has now: give what is new a new id");
  }
}

std::string References::CircleThrough(const std::string& issue) const {
  std::map<std::string, std::string> came_from;
  std::vector<std::string> open = {issue};
  while (!open.empty()) {
    const std::string at = open.back();
    open.pop_back();
    const auto found = issues_.find(at);
    if (found == issues_.end()) continue;
    for (const Link& cause : found->second->parents) {
      if (!came_from.emplace(cause.issue, at).second) continue;
      if (cause.issue != issue) {
        open.push_back(cause.issue);
        continue;
      }
      std::string way = issue;
      for (std::string step = at; step != issue; step = came_from.at(step)) {
        way = absl::StrCat(step, " -> ", way);
      }
      return absl::StrCat(issue, " -> ", way);
    }
  }
  return "";
}

}  // namespace pcsp::diagnosis

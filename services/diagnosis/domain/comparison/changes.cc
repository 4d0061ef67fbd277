#include "services/diagnosis/domain/comparison/changes.h"

#include <map>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

namespace pcsp::diagnosis {
namespace {

// The values of one issue, indicator or success factor, by field.
using Fields = std::vector<std::pair<std::string, std::string>>;

std::string Numbers(const std::vector<double>& values) { return absl::StrJoin(values, ", "); }

void AddLinks(const std::vector<Link>& links, const std::string& list, Fields* fields) {
  for (const Link& link : links) {
    const std::string at = absl::StrCat(list, "[", link.issue, "]");
    fields->emplace_back(at, absl::StrCat(link.strength));
    fields->emplace_back(at + ".strength", absl::StrCat(link.strength));
    fields->emplace_back(at + ".ess", absl::StrCat(link.ess));
    fields->emplace_back(at + ".word", link.word);
    fields->emplace_back(at + ".author", link.author);
    fields->emplace_back(at + ".rationale", link.rationale);
    fields->emplace_back(at + ".source", link.source);
  }
}

Fields FieldsOf(const Issue& issue) {
  Fields fields = {{"level", std::string(LevelWord(issue.level))},
                   {"construct", std::string(ConstructWord(issue.construct))},
                   {"title", issue.title},
                   {"explanation", issue.explanation},
                   {"good_looks_like", issue.good_looks_like},
                   {"prior", absl::StrCat(issue.prior)},
                   {"prior_word", issue.prior_word},
                   {"prior_ess", absl::StrCat(issue.prior_ess)},
                   {"importance", absl::StrCat(issue.importance)},
                   {"common_issue", issue.common_issue ? "true" : "false"},
                   {"settled_by", issue.settled_by},
                   {"solutions", absl::StrJoin(issue.solutions, ", ")}};
  AddLinks(issue.parents, "parents", &fields);
  return fields;
}

Fields FieldsOf(const Indicator& indicator) {
  Fields fields = {{"level", std::string(LevelWord(indicator.level))},
                   {"type", std::string(TypeWord(indicator.type))},
                   {"title", indicator.title},
                   {"question", indicator.question},
                   {"ask_minutes", absl::StrCat(indicator.ask_minutes)},
                   {"categories", absl::StrJoin(indicator.categories, ", ")},
                   {"healthy", Numbers(indicator.healthy)},
                   {"troubled", Numbers(indicator.troubled)},
                   {"profile_ess", absl::StrCat(indicator.profile_ess)},
                   {"leak", absl::StrCat(indicator.leak)},
                   {"kappa", absl::StrCat(indicator.kappa)},
                   {"eta", absl::StrCat(indicator.eta)}};
  AddLinks(indicator.links, "links", &fields);
  return fields;
}

Fields FieldsOf(const SuccessFactor& factor) {
  return {{"level", std::string(LevelWord(factor.level))},
          {"title", factor.title},
          {"blocked_by", absl::StrJoin(factor.blocked_by, ", ")}};
}

// Whether a field is a part of a link, `links[x].ess`, and not the link itself.
bool PartOfLink(const std::string& field) { return field.find("].") != std::string::npos; }

// A link that came or went is told once, not with each of its parts.
void CompareFields(const std::string& owner, const Fields& before, const Fields& after,
                   std::vector<Change>* changes) {
  const std::map<std::string, std::string> old(before.begin(), before.end());
  std::map<std::string, std::string> left = old;
  for (const auto& [field, value] : after) {
    const std::string at = absl::StrCat(owner, ".", field);
    left.erase(field);
    const auto found = old.find(field);
    if (found == old.end()) {
      if (!PartOfLink(field)) changes->push_back({ChangeKind::kAdded, at, "", value});
    } else if (found->second != value && field.back() != ']') {
      changes->push_back({ChangeKind::kChanged, at, found->second, value});
    }
  }
  for (const auto& [field, value] : left) {
    if (PartOfLink(field)) continue;
    changes->push_back({ChangeKind::kRemoved, absl::StrCat(owner, ".", field), value, ""});
  }
}

template <typename T>
void CompareLists(const std::string& list, const std::vector<T>& before,
                  const std::vector<T>& after, std::vector<Change>* changes) {
  std::map<std::string, const T*> old;
  for (const T& one : before) old[one.id] = &one;
  for (const T& one : after) {
    const std::string owner = absl::StrCat(list, "[", one.id, "]");
    const auto found = old.find(one.id);
    if (found == old.end()) {
      changes->push_back({ChangeKind::kAdded, owner, "", one.title});
      continue;
    }
    CompareFields(owner, FieldsOf(*found->second), FieldsOf(one), changes);
    old.erase(found);
  }
  for (const auto& [id, one] : old) {
    changes->push_back({ChangeKind::kRemoved, absl::StrCat(list, "[", id, "]"), one->title, ""});
  }
}

}  // namespace

std::vector<Change> ChangesBetween(const KnowledgeBase& before, const KnowledgeBase& after) {
  std::vector<Change> changes;
  CompareLists("issues", before.issues, after.issues, &changes);
  CompareLists("indicators", before.indicators, after.indicators, &changes);
  CompareLists("csfs", before.success_factors, after.success_factors, &changes);
  return changes;
}

std::string OwnerOf(const Change& change) {
  return change.field.substr(0, change.field.find(']') + 1);
}

}  // namespace pcsp::diagnosis

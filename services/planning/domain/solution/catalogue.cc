#include "services/planning/domain/solution/catalogue.h"

#include <algorithm>
#include <functional>
#include <map>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/base/ids.h"
#include "common/base/status_macros.h"
#include "common/text/utf8.h"
#include "services/planning/domain/solution/catalogue_check.h"

namespace pcsp::planning {
namespace {

using Principles = std::map<std::string, Principle>;

// One paragraph of text; the database and the tables of the admin tool rely on that.
std::string Text(const text::Node& node) {
  std::string value = node.String();
  if (text::CharactersIn(value) > kLongestSolutionText) {
    node.Fault(absl::StrCat("at most ", kLongestSolutionText, " characters"));
  }
  if (value.find('\n') != std::string::npos) node.Fault("a text without line breaks");
  return value;
}

std::string Id(const text::Node& node) {
  std::string id = node.String();
  if (!id.empty() && !IsResourceId(id)) node.Fault(kResourceIdRule);
  return id;
}

// A list of ids without repetition.
std::vector<std::string> Ids(const std::vector<text::Node>& nodes) {
  std::vector<std::string> ids;
  for (const text::Node& node : nodes) {
    ids.push_back(Id(node));
    if (std::count(ids.begin(), ids.end(), ids.back()) > 1) node.Fault("an id that is new here");
  }
  return ids;
}

Principles ReadPrinciples(const text::Node& node) {
  Principles principles;
  for (const auto& [id, value] : node.MapOr()) principles[id] = {id, Text(value)};
  return principles;
}

// What never is negotiable says which principle it protects; nothing else does.
Principle Protects(const text::Node& node, Negotiable negotiable, const Principles& principles) {
  if (negotiable != Negotiable::kNever) {
    if (node.present()) node.Fault("nothing, for this function is negotiable");
    return {};
  }
  const auto found = principles.find(node.String());
  if (found != principles.end()) return found->second;
  if (node.present()) node.Fault("one of principles");
  return {};
}

// A function and how far it is negotiable, or its text alone.
void ReadCoreFunction(const std::string& id, const text::Node& node, const Principles& principles,
                      Solution& solution) {
  if (node.is_scalar()) {
    solution.core_functions.push_back({id, Text(node)});
    return;
  }
  const Negotiable negotiable = node["negotiable"].Enum(kNegotiableWords);
  solution.core_functions.push_back({id, Text(node["text"])});
  solution.boundaries[id] = {negotiable, Protects(node["protects"], negotiable, principles)};
}

void ReadCoreFunctions(const text::Node& node, const Principles& principles, Solution& solution) {
  for (const auto& [id, value] : node.Map()) ReadCoreFunction(id, value, principles, solution);
  if (node.is_map() && solution.core_functions.empty()) {
    node.Fault("at least one core function, without which it is no longer this solution");
  }
}

std::vector<Material> Materials(const text::Node& node) {
  std::vector<Material> materials;
  for (const text::Node& one : node.ListOr()) {
    materials.push_back({Text(one["title"]), Text(one["url"])});
    if (!IsLink(materials.back().url)) one["url"].Fault(kLinkRule);
  }
  return materials;
}

std::vector<SiteSetting> Settings(const text::Node& node) {
  std::vector<SiteSetting> settings;
  for (const text::Node& one : node.ListOr()) {
    const SiteSetting setting = one.Enum(kSiteSettingWords);
    if (std::count(settings.begin(), settings.end(), setting) > 0) {
      one.Fault("a setting that is new here");
    }
    settings.push_back(setting);
  }
  return settings;
}

IssueTitles ReadTitles(const text::Node& node) {
  IssueTitles titles;
  for (const auto& [id, value] : node.MapOr()) titles[id] = Text(value);
  return titles;
}

// Every issue that is answered has a title, and no other.
void CheckTitles(const text::Node& node, const std::vector<Solution>& solutions,
                 const IssueTitles& titles, Violations& violations) {
  std::set<std::string> answered;
  for (const Solution& solution : solutions) {
    answered.insert(solution.answers.begin(), solution.answers.end());
  }
  for (const auto& [id, value] : node.MapOr()) {
    if (answered.count(id) == 0) value.Fault("nothing, for no solution answers this issue");
  }
  if (titles.empty()) return;
  for (const std::string& issue : answered) {
    if (titles.count(issue) == 0) {
      violations.Add(absl::StrCat("issue_titles.", issue), "", "the title of this issue");
    }
  }
}

std::string Role(const text::Node& node, const std::set<std::string>& roles) {
  std::string role = node.String();
  if (!role.empty() && roles.count(role) == 0) node.Fault("one of owner_roles");
  return role;
}

void ReadSpecification(const text::Node& node, Solution& solution) {
  solution.actor = Text(node["actor"]);
  solution.action = Text(node["action"]);
  solution.target = Text(node["target"]);
  solution.dose = Text(node["dose"]);
  solution.timing = Text(node["timing"]);
  solution.justification = Text(node["justification"]);
  solution.expected_outcome = Text(node["expected_outcome"]);
}

Solution ReadSolution(const text::Node& node, const std::set<std::string>& roles,
                      const Principles& principles) {
  Solution solution;
  solution.id = Id(node["id"]);
  solution.title = Text(node["title"]);
  solution.answers = Ids(node["answers"].List());
  if (node["answers"].is_list() && solution.answers.empty()) {
    node["answers"].Fault("at least one issue");
  }
  solution.level = node["level"].Enum(kLevelWords);
  ReadSpecification(node, solution);
  solution.hours = node["hours"].Double(kLeastHours, kMostHours);
  solution.cost = node["cost"].DoubleOr(0, 0, kMostCost);
  solution.duration_weeks = static_cast<int>(node["duration_weeks"].Int(1, kMostDurationWeeks));
  solution.review_weeks = static_cast<int>(node["review_weeks"].Int(1, kMostReviewWeeks));
  solution.repeat_weeks = static_cast<int>(node["repeat_weeks"].IntOr(0, 0, kMostRepeatWeeks));
  if (solution.repeat_weeks != 0 && solution.repeat_weeks < solution.duration_weeks) {
    node["repeat_weeks"].Fault("0, for once, or duration_weeks at least");
  }
  solution.owner_role = Role(node["owner_role"], roles);
  solution.effect = node["effect"].Double(kLeastEffect, kMostEffect);
  solution.training = node["training"].Bool();
  solution.prerequisites = Ids(node["prerequisites"].ListOr());
  ReadCoreFunctions(node["core_functions"], principles, solution);
  for (const text::Node& form : node["adaptable_forms"].List()) {
    solution.adaptable_forms.push_back(Text(form));
  }
  solution.materials = Materials(node["materials"]);
  solution.settings = Settings(node["settings"]);
  solution.source = Text(node["source"]);
  return solution;
}

}  // namespace

absl::StatusOr<Catalogue> Catalogue::Read(text::Document document) {
  const text::Node root = document.root();
  const std::string id = Id(root["id"]);
  const int64_t version = root["version"].Int(1);
  const std::vector<std::string> role_list = root["owner_roles"].Strings();
  const std::set<std::string> roles(role_list.begin(), role_list.end());
  const Principles principles = ReadPrinciples(root["principles"]);
  std::vector<Solution> solutions;
  for (const text::Node& node : root["solutions"].List()) {
    solutions.push_back(ReadSolution(node, roles, principles));
  }
  IssueTitles titles = ReadTitles(root["issue_titles"]);
  CheckCatalogue(solutions, document.violations());
  CheckTitles(root["issue_titles"], solutions, titles, document.violations());
  RETURN_IF_ERROR(document.Finish());
  return Catalogue(absl::StrCat(id, "@", version), std::move(solutions), std::move(titles));
}

Catalogue::Catalogue(std::string version, std::vector<Solution> solutions, IssueTitles titles)
    : version_(std::move(version)), solutions_(std::move(solutions)), titles_(std::move(titles)) {
  std::sort(solutions_.begin(), solutions_.end(),
            [](const Solution& a, const Solution& b) { return a.id < b.id; });
}

const Solution* Catalogue::Find(absl::string_view id) const {
  const auto found =
      std::lower_bound(solutions_.begin(), solutions_.end(), id,
                       [](const Solution& a, absl::string_view b) { return a.id < b; });
  return found != solutions_.end() && found->id == id ? &*found : nullptr;
}

std::vector<const Solution*> Catalogue::WithPrerequisites(const Solution& solution,
                                                          const std::set<std::string>& done) const {
  std::vector<const Solution*> order;
  std::set<std::string> seen;
  const std::function<void(const Solution&)> visit = [&](const Solution& next) {
    if (done.count(next.id) > 0 || !seen.insert(next.id).second) return;
    for (const std::string& id : next.prerequisites) {
      if (const Solution* before = Find(id)) visit(*before);
    }
    order.push_back(&next);
  };
  visit(solution);
  return order;
}

}  // namespace pcsp::planning

#include "services/assessments/domain/disclosure/hierarchy.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

namespace pcsp::assessments {
namespace {

// Builds a hierarchy from the top down, so that parents come first.
class Builder {
 public:
  Builder(absl::Span<const WaveSite> sites, Level level) : level_(level) {
    for (const WaveSite& site : sites) {
      if (site.level == level) sites_.push_back(&site);
    }
    std::sort(sites_.begin(), sites_.end(),
              [](const auto* a, const auto* b) { return a->organisation < b->organisation; });
  }

  Hierarchy Build() {
    Add({.kind = NodeKind::kProgramme}, -1);
    AddWholeSystems();
    AddSteeringGroups();
    for (const WaveSite* site : sites_) AddSite(*site);
    for (auto& [id, nodes] : straddling_) tree_.straddling.push_back({id, nodes});
    AddUpRosters();
    return std::move(tree_);
  }

 private:
  int Add(Node node, int parent) {
    const int index = static_cast<int>(tree_.nodes.size());
    node.parent = parent;
    if (parent >= 0) tree_.nodes[parent].children.push_back(index);
    tree_.nodes.push_back(std::move(node));
    return index;
  }
  // What a level is itself is no group above it.
  std::string SystemOf(const WaveSite& site) const {
    return level_ == Level::kWholeSystem ? "" : site.whole_system;
  }
  std::string GroupOf(const WaveSite& site) const {
    return level_ == Level::kPractice ? site.steering_group : "";
  }
  void AddWholeSystems() {
    std::set<std::string> ids;
    for (const WaveSite* site : sites_) ids.insert(SystemOf(*site));
    for (const std::string& id : ids) {
      systems_[id] = id.empty() ? 0 : Add({.kind = NodeKind::kWholeSystem, .id = id}, 0);
    }
  }
  void AddSteeringGroups() {
    std::map<std::string, std::set<std::string>> systems;  // by steering group
    for (const WaveSite* site : sites_) systems[GroupOf(*site)].insert(SystemOf(*site));
    for (const auto& [id, above] : systems) {
      if (id.empty()) continue;
      if (above.size() > 1) {
        straddling_[id] = {};
      } else {
        groups_[id] = Add({.kind = NodeKind::kSteeringGroup, .id = id}, systems_[*above.begin()]);
      }
    }
  }
  void AddSite(const WaveSite& site) {
    const auto group = groups_.find(GroupOf(site));
    const int parent = group == groups_.end() ? systems_[SystemOf(site)] : group->second;
    const int node =
        Add({.id = site.organisation, .roster = site.headcount, .site = site.number}, parent);
    const auto straddling = straddling_.find(GroupOf(site));
    if (straddling != straddling_.end()) straddling->second.push_back(node);
  }
  void AddUpRosters() {
    for (size_t i = tree_.nodes.size(); i-- > 1;) {
      const Node& node = tree_.nodes[i];
      auto& above = tree_.nodes[node.parent].roster;
      for (int g = 0; g < kStaffGroups; ++g) above[g] += node.roster[g];
    }
  }

  const Level level_;
  std::vector<const WaveSite*> sites_;
  std::map<std::string, int> systems_, groups_;
  std::map<std::string, std::vector<int>> straddling_;
  Hierarchy tree_;
};

}  // namespace

int Hierarchy::Find(NodeKind kind, absl::string_view id) const {
  for (size_t i = 0; i < nodes.size(); ++i) {
    if (nodes[i].kind == kind && nodes[i].id == id) return static_cast<int>(i);
  }
  return -1;
}

int Hierarchy::OfSite(int number) const {
  for (size_t i = 0; i < nodes.size(); ++i) {
    if (nodes[i].site == number) return static_cast<int>(i);
  }
  return -1;
}

Hierarchy MakeHierarchy(absl::Span<const WaveSite> sites, Level level) {
  return Builder(sites, level).Build();
}

}  // namespace pcsp::assessments

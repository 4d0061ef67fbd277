#include "services/registry/domain/graph/graph.h"

#include <algorithm>
#include <utility>

namespace pcsp::registry {

Graph::Graph(std::vector<GraphOrganisation> organisations,
             const std::vector<GraphRelationship>& relationships)
    : organisations_(std::move(organisations)) {
  std::sort(organisations_.begin(), organisations_.end(),
            [](const GraphOrganisation& a, const GraphOrganisation& b) { return a.id < b.id; });
  by_id_.reserve(organisations_.size());
  for (int i = 0; i < size(); ++i) by_id_.emplace(organisations_[i].id, i);

  std::vector<Ends> all;
  all.reserve(relationships.size());
  for (const GraphRelationship& relationship : relationships) {
    const int subject = Find(relationship.subject), object = Find(relationship.object);
    if (subject >= 0 && object >= 0) all.push_back({subject, object, &relationship});
  }
  above_ = Collect(all, size(), true);
  below_ = Collect(all, size(), false);
}

int Graph::Find(absl::string_view id) const {
  const auto found = by_id_.find(id);
  return found == by_id_.end() ? -1 : found->second;
}

// Counting sort by the end that the links are seen from, so that a walk reads memory in one go.
Graph::Links Graph::Collect(const std::vector<Ends>& all, int size, bool above) {
  Links links;
  links.begin.assign(size + 1, 0);
  for (const Ends& ends : all) ++links.begin[(above ? ends.subject : ends.object) + 1];
  for (int i = 0; i < size; ++i) links.begin[i + 1] += links.begin[i];
  links.links.resize(all.size());
  std::vector<int> next(links.begin.begin(), links.begin.end() - 1);
  for (const Ends& ends : all) {
    const int here = above ? ends.subject : ends.object;
    const int there = above ? ends.object : ends.subject;
    links.links[next[here]++] = {there, ends.relationship->kind, ends.relationship->period};
  }
  return links;
}

}  // namespace pcsp::registry

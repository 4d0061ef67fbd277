// Everything about the organisations of a programme at one moment, ready to be asked.
#pragma once

#include <cstdint>
#include <mutex>
#include <optional>
#include <utility>

#include "services/registry/domain/find/search_index.h"
#include "services/registry/domain/graph/graph.h"

namespace pcsp::registry {

// Does not change, but that its index is made by the first search. Thread-safe.
class Snapshot {
 public:
  // `revision` is that of the programme's content.
  Snapshot(int64_t revision, Graph graph) : revision_(revision), graph_(std::move(graph)) {}

  int64_t revision() const { return revision_; }
  const Graph& graph() const { return graph_; }
  const SearchIndex& search_index() const {
    std::call_once(once_, [this] { index_.emplace(graph_); });
    return *index_;
  }

 private:
  const int64_t revision_;
  const Graph graph_;
  mutable std::once_flag once_;  // guards the making of what follows
  mutable std::optional<SearchIndex> index_;
};

}  // namespace pcsp::registry

// From an HTTP method and path to the gRPC method that answers it.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "gateway/rest/route.h"

namespace pcsp::rest {

struct RouteMatch {
  const Route* route;
  std::vector<std::string> values;  // decoded; one for each of route->variables
};

// Immutable, so thread-safe. A literal segment wins over `*`, `*` over `**`; a verb wins over a
// colon in an id.
class Router {
 public:
  // The routes of every annotated method of `services` (full names) in `pool`.
  // Errors: NOT_FOUND for an unknown service; INVALID_ARGUMENT for a bad annotation or for two
  // methods that want the same path.
  static absl::StatusOr<Router> Create(const google::protobuf::DescriptorPool& pool,
                                       absl::Span<const std::string> services);
  Router(Router&&) noexcept;
  Router& operator=(Router&&) noexcept;
  ~Router();

  // `path` is still percent-encoded. HEAD finds what GET finds.
  // Errors: MalformedPath, RouteNotFound, MethodNotAllowed.
  absl::StatusOr<RouteMatch> Match(absl::string_view http_method, absl::string_view path) const;

  // The methods that the path takes, for an Allow header ("GET, HEAD, OPTIONS"); "" when nothing
  // is served there.
  std::string Allow(absl::string_view path) const;

  // In the order of the services and of the methods in them.
  const std::vector<std::unique_ptr<Route>>& routes() const { return routes_; }

 private:
  struct Node;
  struct Path;
  struct Search;

  Router();
  absl::Status Add(Route route);
  void Find(const Node& node, size_t depth, Search* search) const;
  Search FindAll(absl::string_view http_method, const Path& path) const;

  std::unique_ptr<Node> root_;
  std::vector<std::unique_ptr<Route>> routes_;
};

}  // namespace pcsp::rest

#include "gateway/rest/router.h"

#include <map>
#include <set>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "common/base/status_macros.h"
#include "gateway/rest/nearest_paths.h"
#include "gateway/rest/percent.h"
#include "gateway/rest/rest_errors.h"

namespace pcsp::rest {

using Kind = TemplateSegment::Kind;

// A tree of segments; at its nodes, what is served there: verb -> HTTP method -> route.
struct Router::Node {
  std::map<std::string, std::unique_ptr<Node>, std::less<>> literals;
  std::unique_ptr<Node> one;
  std::unique_ptr<Node> rest;
  std::map<std::string, std::map<std::string, const Route*>, std::less<>> served;

  Node& Child(const TemplateSegment& segment) {
    std::unique_ptr<Node>& child = segment.kind == Kind::kLiteral ? literals[segment.literal]
                                   : segment.kind == Kind::kOne   ? one
                                                                  : rest;
    if (child == nullptr) child = std::make_unique<Node>();
    return *child;
  }
};

// A request's path in segments, with the verb cut off or left on.
struct Router::Path {
  std::vector<absl::string_view> raw;
  std::vector<std::string> decoded;
  absl::string_view verb;
};

struct Router::Search {
  absl::string_view http_method;
  const Path* path;
  const Route* found = nullptr;
  std::set<std::string> allowed;
};

namespace {

// Nothing for a path that no client of good will sends.
std::optional<std::vector<std::string>> DecodeAll(const std::vector<absl::string_view>& raw) {
  std::vector<std::string> decoded;
  for (absl::string_view segment : raw) {
    auto text = DecodeSegment(segment, Slashes::kDecode);
    if (!text || *text == "." || *text == "..") return std::nullopt;
    decoded.push_back(*std::move(text));
  }
  return decoded;
}

std::string ValueOf(const TemplateVariable& variable, const PathTemplate& shape,
                    const std::vector<absl::string_view>& raw) {
  const bool to_end = shape.segments[variable.end - 1].kind == Kind::kRest;
  const size_t end = to_end ? raw.size() : variable.end;
  const Slashes slashes = variable.one_segment ? Slashes::kDecode : Slashes::kKeepEncoded;
  std::vector<std::string> parts;
  for (size_t i = variable.begin; i < end; ++i) {
    parts.push_back(DecodeSegment(raw[i], slashes).value_or(""));
  }
  return absl::StrJoin(parts, "/");
}

std::string AllowHeader(std::set<std::string> methods) {
  if (methods.empty()) return "";
  if (methods.count("GET") > 0) methods.insert("HEAD");
  methods.insert("OPTIONS");
  return absl::StrJoin(methods, ", ");
}

}  // namespace

Router::Router() : root_(std::make_unique<Node>()) {}
Router::Router(Router&&) noexcept = default;
Router& Router::operator=(Router&&) noexcept = default;
Router::~Router() = default;

absl::StatusOr<Router> Router::Create(const google::protobuf::DescriptorPool& pool,
                                      absl::Span<const std::string> services) {
  Router router;
  for (const std::string& name : services) {
    const auto* service = pool.FindServiceByName(name);
    if (service == nullptr) {
      return absl::NotFoundError(absl::StrCat("no service ", name, " is linked in"));
    }
    for (int i = 0; i < service->method_count(); ++i) {
      ASSIGN_OR_RETURN(std::vector<Route> routes, RoutesOf(*service->method(i)));
      for (Route& route : routes) RETURN_IF_ERROR(router.Add(std::move(route)));
    }
  }
  return router;
}

absl::Status Router::Add(Route route) {
  Node* node = root_.get();
  for (const TemplateSegment& segment : route.path.segments) node = &node->Child(segment);
  const Route*& place = node->served[route.path.verb][route.http_method];
  if (place != nullptr) {
    return absl::InvalidArgumentError(absl::StrCat(place->method->full_name(), " and ",
                                                   route.method->full_name(), " both want ",
                                                   route.http_method, " ", route.pattern));
  }
  routes_.push_back(std::make_unique<Route>(std::move(route)));
  place = routes_.back().get();
  return absl::OkStatus();
}

void Router::Find(const Node& node, size_t depth, Search* search) const {
  const Path& path = *search->path;
  const auto look = [search, &path](const Node& end) {
    const auto served = end.served.find(path.verb);
    if (served == end.served.end() || search->found != nullptr) return;
    for (const auto& [http_method, route] : served->second) {
      search->allowed.insert(http_method);
      if (http_method == search->http_method || http_method == "*") search->found = route;
    }
  };
  if (depth == path.decoded.size()) {
    look(node);
  } else if (!path.decoded[depth].empty()) {
    const auto literal = node.literals.find(path.decoded[depth]);
    if (literal != node.literals.end()) Find(*literal->second, depth + 1, search);
    if (search->found == nullptr && node.one != nullptr) Find(*node.one, depth + 1, search);
  }
  if (search->found == nullptr && node.rest != nullptr) look(*node.rest);
}

Router::Search Router::FindAll(absl::string_view http_method, const Path& path) const {
  Search search{.http_method = http_method == "HEAD" ? "GET" : http_method, .path = &path};
  Path with_verb = path;
  const size_t colon = path.raw.empty() ? absl::string_view::npos : path.raw.back().rfind(':');
  if (colon != absl::string_view::npos) {
    with_verb.verb = path.raw.back().substr(colon + 1);
    with_verb.raw.back() = path.raw.back().substr(0, colon);
    with_verb.decoded.back() = DecodeSegment(with_verb.raw.back(), Slashes::kDecode).value_or("");
    search.path = &with_verb;
    if (!with_verb.verb.empty()) Find(*root_, 0, &search);
    search.path = &path;
  }
  // A verb that is known here settles the matter, even for the wrong HTTP method.
  if (search.found == nullptr && search.allowed.empty()) Find(*root_, 0, &search);
  return search;
}

absl::StatusOr<RouteMatch> Router::Match(absl::string_view http_method,
                                         absl::string_view path) const {
  if (!absl::ConsumePrefix(&path, "/")) return MalformedPath(path);
  Path split{.raw = absl::StrSplit(path, '/')};
  auto decoded = DecodeAll(split.raw);
  if (!decoded) return MalformedPath(absl::StrCat("/", path));
  split.decoded = *std::move(decoded);
  const Search search = FindAll(http_method, split);
  if (search.found == nullptr) {
    const std::string full = absl::StrCat("/", path);
    if (search.allowed.empty()) return RouteNotFound(full, NearestPaths(split.decoded, routes_));
    return MethodNotAllowed(http_method, full, AllowHeader(search.allowed));
  }
  if (!search.found->path.verb.empty()) {
    split.raw.back().remove_suffix(search.found->path.verb.size() + 1);
  }
  RouteMatch match{.route = search.found};
  for (const TemplateVariable& variable : search.found->path.variables) {
    match.values.push_back(ValueOf(variable, search.found->path, split.raw));
  }
  return match;
}

std::string Router::Allow(absl::string_view path) const {
  if (!absl::ConsumePrefix(&path, "/")) return "";
  Path split{.raw = absl::StrSplit(path, '/')};
  auto decoded = DecodeAll(split.raw);
  if (!decoded) return "";
  split.decoded = *std::move(decoded);
  return AllowHeader(FindAll("", split).allowed);
}

}  // namespace pcsp::rest

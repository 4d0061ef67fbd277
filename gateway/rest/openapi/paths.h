// The paths of routes in the form that OpenAPI has for them.
#pragma once

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "gateway/rest/route.h"

namespace pcsp::rest {

// One part of a path that a client fills in.
struct PathParameter {
  std::string name;      // "wave"
  std::string variable;  // the field of the request that it becomes part of: "name"
  std::string value;     // what that field is made of: "programmes/{programme}/waves/{wave}"
};

struct OpenApiPath {
  std::string text;  // "/v1/programmes/{programme}/waves/{wave}:close"
  std::vector<PathParameter> parameters;
};

// OpenAPI knows no variables over several segments, so each `*` is a parameter of its own, named
// for one of the collection before it: `waves/*` is `waves/{wave}`.
OpenApiPath ToOpenApiPath(const Route& route);

// What one of a collection is called: "diagnoses" -> "diagnosis", "people" -> "person".
std::string OneOf(absl::string_view collection);

}  // namespace pcsp::rest

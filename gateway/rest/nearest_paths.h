// What a client that asked for a path that does not exist may have meant.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "gateway/rest/route.h"

namespace pcsp::rest {

// At most three routes ("GET /v1/{name=programmes/*}") that differ little from the segments of a
// path; none for a path that resembles nothing, or that is too long to be worth the time.
std::vector<std::string> NearestPaths(const std::vector<std::string>& segments,
                                      const std::vector<std::unique_ptr<Route>>& routes);

}  // namespace pcsp::rest

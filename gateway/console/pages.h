// The pages that people open in a browser, as the REST door serves them.
#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "gateway/rest/responses.h"

namespace pcsp::console {

// Reads them from `folder`. NOT_FOUND, CONTENT_NOT_FOUND if one is missing.
absl::StatusOr<std::vector<rest::Page>> LoadPages(const std::string& folder);

}  // namespace pcsp::console

// The postcodes that a programme has.
#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "gateway/cli/session.h"

namespace pcsp::cli {

// Who has a postcode: an organisation or a venue.
struct Located {
  std::string name;   // of the resource
  std::string title;  // what people call it
  std::string postcode;
};

// Organisations in business and venues of the session's programme, with a postcode or without.
absl::StatusOr<std::vector<Located>> WhoIsLocated(Session& session);

}  // namespace pcsp::cli

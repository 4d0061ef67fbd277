// A diagnosis made offline, as JSON with every figure in full: see formats.md for its fields.
#pragma once

#include "gateway/cli/offline/diagnosis/site_reading.h"
#include "nlohmann/json.hpp"

namespace pcsp::offline {

// The whole table of a message is given up to so many issues above; beyond, its parts alone.
inline constexpr size_t kWholeMessageIssues = 7;

// `model` is the one that made the reading.
nlohmann::ordered_json ToJson(const diagnosis::Model& model, const SiteReading& reading);

// "likely", "insufficient_data".
absl::string_view BandWord(diagnosis::Band band);

}  // namespace pcsp::offline

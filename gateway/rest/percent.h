// Percent-encoding of paths and queries, as google.api.http defines its decoding.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace pcsp::rest {

// What happens to %2F: one path segment is decoded in full; a variable that spans several keeps
// %2F as it is, so that the slashes of the path can still be told from those of an id.
enum class Slashes { kDecode, kKeepEncoded };

// Nothing for a broken escape ("%4", "%zz") or for text that is not clean UTF-8 when decoded.
std::optional<std::string> DecodeSegment(absl::string_view encoded, Slashes slashes);

using QueryParameters = std::vector<std::pair<std::string, std::string>>;

// Splits at `&` and `=`; `+` is a space. Parameters keep their order; empty pieces are dropped.
// Errors: INVALID_ARGUMENT, MALFORMED_QUERY.
absl::StatusOr<QueryParameters> ParseQuery(absl::string_view query);

}  // namespace pcsp::rest

// Reads instruments from content files; see content/README.md for what the files say.
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "services/assessments/domain/instrument.h"

namespace pcsp::assessments {

// Most items of a construct: the common unit of person means is lcm(1..J), which must let sums of
// squares of a million respondents fit 64 bits (methods.md 1.1).
inline constexpr int kMostItemsOfConstruct = 12;

// INVALID_ARGUMENT, INVALID_CONTENT with every violation: unknown keys, doubled codes, unknown
// scales, scores that are no order, constructs of mixed scale lengths or without items.
// `source` names the text in messages.
absl::StatusOr<Instrument> ParseInstrument(absl::string_view yaml, absl::string_view source);

// The same from a file. NOT_FOUND, CONTENT_NOT_FOUND when it cannot be opened.
absl::StatusOr<Instrument> LoadInstrument(const std::string& path);

}  // namespace pcsp::assessments

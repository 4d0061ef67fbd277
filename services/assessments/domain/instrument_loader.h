// Reads instruments from content files and writes them; see content/README.md for what the files
// say.
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "services/assessments/domain/instrument.h"
#include "services/assessments/domain/instruments/instrument_rules.h"

namespace pcsp::assessments {

// INVALID_ARGUMENT, INVALID_CONTENT with every violation: unknown keys, and those of
// CheckInstrument(). `source` names the text in messages. JSON in the same shape is read as well.
absl::StatusOr<Instrument> ParseInstrument(absl::string_view yaml, absl::string_view source);

// The same from a file. NOT_FOUND, CONTENT_NOT_FOUND when it cannot be opened.
absl::StatusOr<Instrument> LoadInstrument(const std::string& path);

// The instrument as JSON, from which ParseInstrument() makes the same again, but for `programme`.
std::string WriteInstrument(const Instrument& instrument);

}  // namespace pcsp::assessments

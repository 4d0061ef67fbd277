// The resource names that flows take apart and put together.
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace pcsp::gateway {

// A wave: `programmes/{programme}/waves/{wave}`.
struct WaveName {
  std::string programme;  // the id alone
  std::string wave;       // the id alone

  std::string ProgrammeName() const;  // programmes/{programme}
  std::string ToString() const;       // programmes/{programme}/waves/{wave}
  std::string Operation() const;      // programmes/{programme}/operations/close-{wave}
  std::string Board() const;          // programmes/{programme}/waves/{wave}/board
};

// Each gives INVALID_ARGUMENT on `field`, with the pattern expected, for anything else.
absl::StatusOr<WaveName> ParseWaveName(absl::string_view field, absl::string_view name);
absl::StatusOr<WaveName> ParseBoardName(absl::string_view field, absl::string_view name);
// Errors as the others, and NOT_FOUND, OPERATION_NOT_FOUND, for an operation of no flow.
absl::StatusOr<WaveName> ParseOperationName(absl::string_view field, absl::string_view name);

// `programmes/{programme}` of `programmes/{programme}/...`, or an error on `field`.
absl::StatusOr<std::string> ProgrammeOf(absl::string_view field, absl::string_view name);

}  // namespace pcsp::gateway

// Resource names of training and facilitation: put together and taken apart.
#pragma once

#include <optional>
#include <string>

#include "absl/strings/string_view.h"

namespace pcsp::planning::training {

// `programmes/{programme}/{collection}/{id}`.
std::string NameIn(absl::string_view programme, absl::string_view collection, absl::string_view id);

// What a name says, where it is one of these.
struct NameParts {
  std::string programme;
  std::string id;
};
std::optional<NameParts> ParseNameIn(absl::string_view collection, absl::string_view name);

// `programmes/{programme}`.
std::string ProgrammeName(absl::string_view programme);
std::optional<std::string> ParseProgrammeName(absl::string_view name);

// A name without its programme: `people/{person}` or `appointments/{appointment}`. Who takes part
// is kept so. Nothing for a name of another shape or programme.
std::optional<std::string> ParticipantOf(absl::string_view programme, absl::string_view name);
std::string ParticipantName(absl::string_view programme, absl::string_view participant);

}  // namespace pcsp::planning::training

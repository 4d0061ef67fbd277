// The lexicon that ships, read once.
#pragma once

#include <string>
#include <vector>

#include "services/diagnosis/domain/text/note_reader.h"

namespace pcsp::diagnosis::testing {

const NoteReader& ShippedCues();

// What a note says of an issue, in the end; silent if nothing.
Polarity Says(absl::string_view note, absl::string_view issue);

// The ids of the issues of which the note says `polarity` somewhere, each once, sorted.
std::vector<std::string> Issues(absl::string_view note, Polarity polarity);

}  // namespace pcsp::diagnosis::testing

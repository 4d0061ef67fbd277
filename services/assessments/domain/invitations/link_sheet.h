// Links to answer with, and a page of them to print and cut up.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"

namespace pcsp::assessments {

// The link that a token is answered with. Wave and token stand behind a `#`, which browsers keep to
// themselves: no server on the way logs them.
std::string LinkOf(absl::string_view link_base, absl::string_view wave_name,
                   absl::string_view token);

// Links that belong together: slips for one staff group of one site.
struct SheetPart {
  std::string site;         // as people know it
  std::string staff_group;  // in words
  std::vector<std::string> links;
  std::optional<absl::Time> until = std::nullopt;  // when they stop working; nothing: with the wave
};

// A page of HTML, complete in itself and without scripts: a new sheet for each part, a slip for
// each link with a line to cut along. Nothing on a slip differs from the next one but its link.
std::string LinkSheet(absl::string_view wave_title, const std::vector<SheetPart>& parts);

}  // namespace pcsp::assessments

// Who may be named when what a site did is told to another.
#pragma once

#include <optional>
#include <string>
#include <utility>

#include "absl/strings/string_view.h"

namespace pcsp::planning {

// A site's consent. Nobody is named who has not said so.
enum class Sharing { kAnonymous, kNamed };
inline constexpr std::pair<absl::string_view, Sharing> kSharingWords[] = {
    {"anonymous", Sharing::kAnonymous},
    {"named", Sharing::kNamed},
};

// The site that has something to tell, or the one that listens.
struct Site {
  std::string id;
  std::string name;
  std::string system;               // id of its whole system; may be empty
  std::optional<double> list_size;  // people
};

// How `teller` is spoken of to `listener`: by name where it agreed, otherwise "a practice of
// similar size in another system". Of a site of the listener's own system the system is not
// mentioned: with the size it could tell which one it was. Sizes are similar within a factor
// of 1.5.
std::string Attribution(const Site& teller, Sharing sharing, const Site& listener);

}  // namespace pcsp::planning

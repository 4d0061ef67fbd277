// Who may be named when what a site did is told to another.
#pragma once

#include <utility>

#include "absl/strings/string_view.h"

namespace pcsp::planning {

// A site's consent. Nobody is named who has not said so, and nothing is told of a site that
// withholds its story; how a site is spoken of that is not named: ../stories.
enum class Sharing { kAnonymous, kNamed, kWithheld };
inline constexpr std::pair<absl::string_view, Sharing> kSharingWords[] = {
    {"anonymous", Sharing::kAnonymous},
    {"named", Sharing::kNamed},
    {"withheld", Sharing::kWithheld},
};

}  // namespace pcsp::planning

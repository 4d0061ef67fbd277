// Stories as people read them.
#pragma once

#include <string>

#include "pcsp/planning/v1/story.pb.h"

namespace pcsp::cli {

// "helped".
std::string ResultOf(const planning::v1::SiteStory& story);

// "A practice of similar size, rural as well".
std::string TellerOf(const planning::v1::SiteStory& story);

// A few lines.
std::string InLines(const planning::v1::SiteStory& story);

}  // namespace pcsp::cli

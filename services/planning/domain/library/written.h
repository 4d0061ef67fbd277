// What sites wrote of trying a solution, as a recommendation of it tells them.
#pragma once

#include <string>
#include <vector>

#include "absl/types/span.h"
#include "services/planning/domain/library/library.h"

namespace pcsp::planning {

struct Retold {
  const SiteStory* story = nullptr;  // of the library
  ToldBy by;
};

struct Written {
  std::vector<Retold> told;
  int count = 0;  // that may be told
};

// Of the stories of `solution` on one of `issues` that may be told to `listener`, where it helped
// and where the issue persisted, one each; where it cannot be told when there is neither. Those
// that are told of as alike in most come first, equals by id: to go by what is not told would tell
// it.
Written WrittenOf(const Library& library, const std::string& solution,
                  absl::Span<const std::string> issues, const SiteFacts& listener);

}  // namespace pcsp::planning

// What is known of a site that makes it like another.
#pragma once

#include <string>

#include "services/planning/domain/effect/outcome.h"
#include "services/planning/domain/level.h"

namespace pcsp::planning {

struct SiteFacts {
  std::string id;            // of the organisation
  std::string whole_system;  // id of the organisation; empty: not known
  Level level = Level::kPractice;
  SiteContext context;
  std::string clinical_system;  // empty: not known
};

}  // namespace pcsp::planning

// What a summary needs of a site's diagnosis.
#pragma once

#include <string>
#include <vector>

#include "services/diagnosis/domain/knowledge/knowledge_base.h"
#include "services/diagnosis/domain/reasoning/bands.h"

namespace pcsp::diagnosis {

struct SiteReading {
  struct Cause {
    std::string issue, title;
    Level level = Level::kWholeSystem;
    double probability = 0;  // of the cause
    double would_go = 0;     // of the finding, if the cause were fixed
  };
  struct Finding {
    std::string issue, title;
    double probability = 0;
    Band band = Band::kInsufficientData;
    std::vector<Cause> causes;
  };

  std::string organisation;
  std::vector<Finding> findings;
};

}  // namespace pcsp::diagnosis

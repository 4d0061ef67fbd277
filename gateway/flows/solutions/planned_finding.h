// What a diagnosis found, as far as planning needs it.
#pragma once

#include "pcsp/diagnosis/v1/diagnosis.pb.h"
#include "pcsp/planning/v1/recommendation.pb.h"

namespace pcsp::gateway {

inline planning::v1::Finding PlannedFinding(const diagnosis::v1::Finding& found) {
  planning::v1::Finding finding;
  finding.set_issue(found.issue());
  finding.set_title(found.title());
  finding.set_level(found.level());
  finding.set_probability(found.probability());
  finding.set_severity(found.severity());
  finding.set_importance(found.importance());
  return finding;
}

}  // namespace pcsp::gateway

// What the commands on measures and observations share.
#pragma once

#include <string>

#include "gateway/cli/command.h"

namespace pcsp::cli {

// The parts of `pcspctl measure` that have a file of their own.
void AddMeasureValues(Command noun, Session& session);
void AddMeasureChart(Command noun, Session& session);

// A flag for whoever belongs to the site that is asked about.
inline void AddOwnSite(Command command, bool& own_site) {
  command.AddFlag("--own-site", own_site,
                  "Small counts too; for the people of the one site that is asked about");
}

inline assessments::v1::MeasureView ViewOf(bool own_site) {
  return own_site ? assessments::v1::MEASURE_VIEW_OWN_SITE : assessments::v1::MEASURE_VIEW_SHARED;
}

}  // namespace pcsp::cli

// From a relaxation to a choice of sessions: those held most are fixed in batches, and the
// relaxation is solved again after each (methods.md 4c).
#pragma once

#include <vector>

#include "services/planning/domain/cohorts/bound/master.h"

namespace pcsp::planning {

// Whether each session is held; within the trainers of each fortnight, also when `stop` ended it
// early. `master` is solved; what it is about afterwards is undefined.
std::vector<char> Dive(const RegionModel& model, Master& master, const Master::Stop& stop);

}  // namespace pcsp::planning

// A plan as a page to print and take along.
#pragma once

#include <string>

#include "pcsp/planning/v1/plan.pb.h"

namespace pcsp::cli {

// HTML, complete in itself: no script, no address of anything else, black on white, A4 or Letter.
// Everything that comes from a person or a file is escaped.
std::string PlanPage(const planning::v1::Plan& plan);

}  // namespace pcsp::cli

// A plan as a page to print and take along.
#pragma once

#include <map>
#include <string>

#include "pcsp/planning/v1/plan.pb.h"

namespace pcsp::gateway {

// What the page calls those whom the plan knows by resource names. Who is missing is called by the
// last part of the name.
struct PlanNames {
  std::string site, code, programme;          // as people call them; empty: not known
  std::map<std::string, std::string> people;  // by appointment
  bool out_of_reach = false;                  // the registry did not answer
};

// HTML, complete in itself: no script, no address of anything else, black on white, A4 or Letter.
// Everything that comes from a person or a file is escaped. `today` is the day of the print,
// yyyy-mm-dd.
std::string PlanPage(const planning::v1::Plan& plan, const PlanNames& names,
                     const std::string& today);

}  // namespace pcsp::gateway

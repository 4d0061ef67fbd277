// The answer of `pcspctl plan site`: the plan, how good it is, what binds and what to relax.
#pragma once

#include <functional>
#include <vector>

#include "nlohmann/json.hpp"
#include "services/planning/domain/site_plan/binding.h"
#include "services/planning/domain/site_plan/explain.h"
#include "services/planning/domain/site_plan/solve.h"

namespace pcsp::offline {

// A change to the problem, and what solving it anew gave.
struct Relief {
  planning::site::Change change;
  planning::site::Found found;
};

struct SiteReport {
  planning::site::Problem problem;
  planning::site::Found found;
  std::vector<planning::site::Step> steps;
  std::vector<planning::site::Binding> bindings;
  std::vector<Relief> reliefs;  // those that are worth something, by falling value
};

// Solves `problem`, which has passed Check(), and then it with each change worth trying, for as
// long as `solving` and `relaxing` say; both are asked between solves and end a search by true.
SiteReport MakeSiteReport(planning::site::Problem problem, const std::function<bool()>& solving,
                          const std::function<bool()>& relaxing);

// See formats.md for the fields. What cannot be computed is null.
nlohmann::ordered_json ToJson(const SiteReport& report);

}  // namespace pcsp::offline

#include "gateway/cli/planning/facilitator_report.h"

namespace pcsp::offline {
namespace {

using Json = nlohmann::ordered_json;
using namespace planning::facilitators;  // NOLINT: a page of its vocabulary

Json Hours(const std::vector<double>& hours) {
  return hours.size() == 1 ? Json(hours[0]) : Json(hours);
}

Json NameOf(const Problem& problem, int facilitator) {
  return facilitator < 0 ? Json() : Json(problem.facilitators[facilitator].id);
}

Json Practices(const Plan& plan) {
  Json all = Json::array();
  for (size_t p = 0; p < plan.choices.size(); ++p) {
    const Practice& practice = plan.problem.practices[p];
    Json one = {{"practice", practice.id}, {"facilitator", nullptr}};
    if (plan.choices[p] >= 0) {
      const Option& option = practice.options[plan.choices[p]];
      one["facilitator"] = NameOf(plan.problem, option.facilitator);
      one["cost"] = option.cost;
      one["hours"] = option.need.value_or(practice.need);
    }
    all.push_back(std::move(one));
  }
  return all;
}

Json Facilitators(const Plan& plan) {
  Json all = Json::array();
  for (size_t f = 0; f < plan.loads.size(); ++f) {
    const Load& load = plan.loads[f];
    all.push_back({{"facilitator", plan.problem.facilitators[f].id},
                   {"practices", load.practices},
                   {"hours", Hours(load.hours)},
                   {"capacity", Hours(load.capacity)}});
  }
  return all;
}

Json ReliefToJson(const Plan& plan, const Relief& relief) {
  return {{"facilitator", NameOf(plan.problem, relief.facilitator)},
          {"unit", relief.places ? "practice" : "hour"},
          {"month", relief.month < 0 ? Json() : Json(relief.month)},
          {"price", relief.price},
          {"saves", relief.saves},
          {"sentence", relief.sentence}};
}

}  // namespace

Json FacilitatorReport(const Plan& plan, bool maximise) {
  const double sign = maximise ? -1 : 1;
  Json json = {{"objective", maximise ? "max" : "min"},
               {maximise ? "value" : "cost", sign * plan.cost},
               {"bound", sign * plan.bound},
               {"gap", plan.gap},
               {"proven", plan.proven},
               {"lp_bound", sign * plan.lp_bound},
               {"lp_gap", plan.lp_gap},
               {maximise ? "instant_value" : "instant_cost", sign * plan.instant_cost},
               {"slices", plan.slices},
               {"practices", Practices(plan)},
               {"facilitators", Facilitators(plan)},
               {"unserved", Json::array()},
               {"changes", Json::array()},
               {"relief", Json::array()},
               {"warnings", plan.warnings}};
  for (const Unserved& unserved : plan.unserved) {
    json["unserved"].push_back({{"practice", plan.problem.practices[unserved.practice].id},
                                {"cost", unserved.cost},
                                {"reason", unserved.reason}});
  }
  for (const Change& change : plan.changes) {
    json["changes"].push_back({{"practice", plan.problem.practices[change.practice].id},
                               {"from", NameOf(plan.problem, change.from)},
                               {"to", NameOf(plan.problem, change.to)},
                               {"saves", change.saves},
                               {"reason", change.reason}});
  }
  for (const Relief& relief : plan.relief) json["relief"].push_back(ReliefToJson(plan, relief));
  return json;
}

}  // namespace pcsp::offline

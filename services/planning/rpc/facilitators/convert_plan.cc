#include "services/planning/rpc/facilitators/convert_plan.h"

namespace pcsp::planning::facilitators {
namespace {

const std::string& NameOf(const Plan& plan, int facilitator) {
  static const std::string& nobody = *new std::string();
  return facilitator < 0 ? nobody : plan.problem.facilitators[facilitator].id;
}

void AddPractices(const Plan& plan, double sign, pb::AssignmentPlan& proto) {
  for (size_t p = 0; p < plan.choices.size(); ++p) {
    const Practice& practice = plan.problem.practices[p];
    pb::PlannedSupport* const added = proto.add_practices();
    added->set_practice(practice.id);
    if (plan.choices[p] < 0) continue;
    const Option& option = practice.options[plan.choices[p]];
    added->set_facilitator(NameOf(plan, option.facilitator));
    added->set_cost(sign * option.cost);
    added->set_hours(option.need.value_or(practice.need));
  }
}

void AddFacilitators(const Plan& plan, pb::AssignmentPlan& proto) {
  for (size_t f = 0; f < plan.loads.size(); ++f) {
    const Load& load = plan.loads[f];
    pb::PlannedLoad* const added = proto.add_facilitators();
    added->set_facilitator(plan.problem.facilitators[f].id);
    added->set_practice_count(load.practices);
    added->mutable_hours()->Assign(load.hours.begin(), load.hours.end());
    added->mutable_capacity()->Assign(load.capacity.begin(), load.capacity.end());
  }
}

void AddReasons(const Plan& plan, pb::AssignmentPlan& proto) {
  for (const Unserved& unserved : plan.unserved) {
    pb::UnservedPractice* const added = proto.add_unserved();
    added->set_practice(plan.problem.practices[unserved.practice].id);
    added->set_cost(unserved.cost);
    added->set_reason(unserved.reason);
  }
  for (const Change& change : plan.changes) {
    pb::AssignmentMove* const added = proto.add_moves();
    added->set_practice(plan.problem.practices[change.practice].id);
    added->set_from(NameOf(plan, change.from));
    added->set_to(NameOf(plan, change.to));
    added->set_saves(change.saves);
    added->set_reason(change.reason);
  }
}

void AddRelief(const Plan& plan, pb::AssignmentPlan& proto) {
  for (const Relief& relief : plan.relief) {
    pb::AssignmentRelief* const added = proto.add_relief();
    added->set_facilitator(NameOf(plan, relief.facilitator));
    added->set_place(relief.places);
    if (relief.month >= 0) added->set_month(relief.month);
    added->set_price(relief.price);
    added->set_saves(relief.saves);
    added->set_sentence(relief.sentence);
  }
}

}  // namespace

pb::AssignmentPlan ToProto(const Plan& plan, pb::AssignmentObjective objective) {
  const double sign = objective == pb::ASSIGNMENT_OBJECTIVE_MAXIMISE ? -1 : 1;
  pb::AssignmentPlan proto;
  proto.set_objective(sign < 0 ? pb::ASSIGNMENT_OBJECTIVE_MAXIMISE
                               : pb::ASSIGNMENT_OBJECTIVE_MINIMISE);
  proto.set_cost(sign * plan.cost);
  proto.set_bound(sign * plan.bound);
  proto.set_gap(plan.gap);
  proto.set_proven(plan.proven);
  proto.set_lp_bound(sign * plan.lp_bound);
  proto.set_lp_gap(plan.lp_gap);
  proto.set_instant_cost(sign * plan.instant_cost);
  proto.set_slices(plan.slices);
  AddPractices(plan, sign, proto);
  AddFacilitators(plan, proto);
  AddReasons(plan, proto);
  AddRelief(plan, proto);
  for (const std::string& warning : plan.warnings) proto.add_warnings(warning);
  return proto;
}

}  // namespace pcsp::planning::facilitators

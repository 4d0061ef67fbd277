#include "services/registry/domain/graph/deletion.h"

#include <utility>

#include "services/registry/domain/names.h"

namespace pcsp::registry {
namespace {

template <typename Dated>
void Part(std::vector<Dated> all, absl::Time now, std::vector<Dated>& ended,
          std::vector<Dated>& removed) {
  const Date today = DayOf(now);
  for (Dated& one : all) {
    if (one.period.last <= today) continue;
    if (one.period.first > today) {
      removed.push_back(std::move(one));
      continue;
    }
    one.period.last = today;
    ++one.revision;
    one.update_time = now;
    ended.push_back(std::move(one));
  }
}

}  // namespace

DeletionPlan PlanDeletion(std::vector<Relationship> relationships,
                          std::vector<Appointment> appointments, absl::Time now) {
  DeletionPlan plan;
  Part(std::move(relationships), now, plan.ended_relationships, plan.removed_relationships);
  Part(std::move(appointments), now, plan.ended_appointments, plan.removed_appointments);
  return plan;
}

std::vector<std::string> NamesIn(const DeletionPlan& plan) {
  std::vector<std::string> names;
  for (const auto* some : {&plan.ended_relationships, &plan.removed_relationships}) {
    for (const Relationship& one : *some) names.push_back(RelationshipName(one.programme, one.id));
  }
  for (const auto* some : {&plan.ended_appointments, &plan.removed_appointments}) {
    for (const Appointment& one : *some) names.push_back(AppointmentName(one.programme, one.id));
  }
  return names;
}

}  // namespace pcsp::registry

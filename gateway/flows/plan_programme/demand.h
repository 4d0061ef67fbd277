// Who has to be trained: the staff of practices, less those whose training holds.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "gateway/flows/plan_programme/facts.h"

namespace pcsp::gateway {

// The last part of a resource name.
std::string IdOf(const std::string& name);

// Places that a practice has in a session: those kept for it, or those taken if they are more.
std::map<std::string, int> BookedAt(const PlanFacts& facts, const planning::v1::Session& session);

class Demand {
 public:
  // `backfill_share` is that of the request. `facts` must outlive this.
  Demand(const PlanFacts& facts, double backfill_share);

  // A practice that is planned for, without region and reach; nothing for one where nobody has to
  // be trained, that is not in what is planned for, or that takes no part any more.
  std::optional<planning::v1::CohortPractice> Of(const registry::v1::Site& site) const;

 private:
  using CourseOfPractice = std::pair<std::string, std::string>;

  std::optional<planning::v1::CohortNeed> NeedOf(const registry::v1::Site& site,
                                                 const planning::v1::Course& course) const;

  const PlanFacts& facts_;
  const double share_;
  std::map<CourseOfPractice, int> booked_;                      // in sessions that are planned
  std::map<std::string, std::map<PracticeGroup, int>> before_;  // in sessions before, by course
};

}  // namespace pcsp::gateway

// Who has to be trained: the staff of practices, less those who have done it, and whoever has to
// renew what they can.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "gateway/flows/plan_programme/course_order.h"
#include "gateway/flows/plan_programme/facts.h"

namespace pcsp::gateway {

// The last part of a resource name.
std::string IdOf(const std::string& name);

// Places that a practice has in a session: those kept for it, or those taken if they are more.
std::map<std::string, int> BookedAt(const PlanFacts& facts, const planning::v1::Session& session);

class Demand {
 public:
  // Both must outlive this; of the request it takes the share of staff who may be away, the weeks
  // of refreshers and nothing else.
  Demand(const PlanFacts& facts, const CourseOrder& order, const v1::PlanProgrammeRequest& request);

  // A practice that is planned for, without region and reach; nothing for one where nobody has to
  // be trained, that is not in what is planned for, or that takes no part any more. Whoever needs
  // training there and is not planned for is added to `not_planned`.
  std::optional<planning::v1::CohortPractice> Of(
      const registry::v1::Site& site, std::vector<planning::v1::NotPlanned>& not_planned) const;

 private:
  using CourseOfPractice = std::pair<std::string, std::string>;
  // People by staff group.
  using People = std::map<type::v1::StaffGroup, int>;
  // Those who are not planned for, by why and in which words.
  using Left = std::map<std::pair<planning::v1::NotPlannedReason, std::string>, People>;

  void AddNeeds(const registry::v1::Site& site, const planning::v1::Course& course,
                planning::v1::CohortPractice& practice,
                std::vector<planning::v1::NotPlanned>& not_planned) const;
  std::vector<planning::v1::CohortNeed> NeedsOf(const registry::v1::Site& site,
                                                const planning::v1::Course& course,
                                                Left& left) const;
  std::vector<planning::v1::CohortNeed> RefresherNeeds(const registry::v1::Site& site,
                                                       const planning::v1::Course& course,
                                                       Left& left) const;
  int AddUntrained(const PracticeGroup& group, int headcount, const planning::v1::Course& course,
                   Left& left) const;
  std::string LackInWords(const std::vector<std::string>& lacks) const;
  int BookedPeople(const planning::v1::Course& course, const std::string& practice) const;

  const PlanFacts& facts_;
  const CourseOrder& order_;
  const double share_;
  const int weeks_;
  std::map<CourseOfPractice, std::map<int, int>> booked_;  // in sessions planned, by fortnight
  std::map<std::string, std::map<PracticeGroup, int>>
      before_;  // kept in sessions before, by course
  std::map<PracticeGroup, std::vector<const PlanPerson*>> people_;
};

}  // namespace pcsp::gateway

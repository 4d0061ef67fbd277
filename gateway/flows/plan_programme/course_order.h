// In which order courses come, and what somebody has done of them.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "gateway/flows/plan_programme/facts.h"

namespace pcsp::gateway {

class CourseOrder {
 public:
  // `facts` must outlive this.
  explicit CourseOrder(const PlanFacts& facts);

  // Everything here is by name. What must come before a course, however many lie between.
  const std::set<std::string>& Before(const std::string& course) const;
  bool IsPlanned(const std::string& course) const { return planned_.contains(course); }
  // The planned course that comes right before a planned one; "" for none. Refreshers come after
  // none: whoever takes one has done what it needs. Where several courses need the same one, they
  // are planned one after another, since a plan knows chains alone.
  const std::string& After(const std::string& course) const;

  // Somebody has done a course that grants a competence if the competence holds and they got it
  // otherwise than by what comes before the course alone. Where it grants none, it is enough that
  // they were there, or at a course that comes after it.
  bool HasDone(const PlanPerson& person, const planning::v1::Course& course) const;
  // What of the courses right before `course` they have not done and will not by the plan; by name.
  std::vector<std::string> Lacks(const PlanPerson& person,
                                 const planning::v1::Course& course) const;

  // What should be known of the order.
  const std::vector<std::string>& notes() const { return notes_; }

 private:
  void Close(const std::string& course);
  void Chain();

  std::map<std::string, const planning::v1::Course*> courses_;  // all that there are
  std::set<std::string> planned_;
  std::map<std::string, std::set<std::string>> before_;
  std::map<std::string, std::string> after_;
  std::vector<std::string> notes_;
};

// Whether it is for those whose competence lapses.
bool IsRefresher(const planning::v1::Course& course);

}  // namespace pcsp::gateway

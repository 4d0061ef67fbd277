#include "gateway/flows/workforce/starts.h"

#include <cmath>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "common/base/error.h"
#include "gateway/flows/workforce/trainers.h"

namespace pcsp::gateway {
namespace {

constexpr int kUsualSupport = 12, kUsualTraining = 3;

// As many as meet the target in a practice of average size.
double PeopleAPractice(const ForecastQuestion& question, const Staff& staff) {
  double people = 0;
  for (const auto& [key, count] : staff.people) people += count * question.target(key.second);
  return people / staff.practices;
}

// Posts of a group, by their place among the problem's posts, at one site or at all.
std::vector<int> PlacesOf(const Staff& staff, const MorePeople& more) {
  std::vector<int> places;
  int place = 0;
  for (const auto& [key, people] : staff.people) {
    const bool here = more.site.empty() || more.site == key.first;
    if (key.second == more.group && here) places.push_back(place);
    ++place;
  }
  return places;
}

void ShareOut(const MorePeople& more, const std::vector<int>& places,
              planning::v1::WorkforceProblem* problem) {
  double all = 0, so_far = 0;
  for (int place : places) all += problem->posts(place).posts();
  int given = 0;
  for (int place : places) {
    planning::v1::WorkforcePost* const post = problem->mutable_posts(place);
    so_far += post->posts();
    const int until_here = all > 0 ? static_cast<int>(std::lround(more.people * so_far / all)) : 0;
    for (int t = more.from; t <= more.until; ++t) {
      post->set_intakes(t, post->intakes(t) + until_here - given);
    }
    given = until_here;
  }
}

}  // namespace

void AddStarts(const ForecastQuestion& question, const Staff& staff, const Support& support,
               planning::v1::WorkforceProblem* problem, Notes& notes) {
  bool averaged = false;
  for (int i = 0; i < question.request.waves_size(); ++i) {
    const v1::StartingPractices& asked = question.request.waves(i);
    planning::v1::WorkforceWave* const wave = problem->add_waves();
    wave->set_practices(asked.practices());
    wave->set_support_months(asked.support_months() > 0 ? asked.support_months() : kUsualSupport);
    wave->set_hours_a_practice(support.hours_a_year * wave->support_months() / 12);
    wave->set_training_months(asked.training_months() > 0 ? asked.training_months()
                                                          : kUsualTraining);
    averaged = averaged || !asked.has_people_a_practice();
    wave->set_people_a_practice(asked.has_people_a_practice() ? asked.people_a_practice()
                                                              : PeopleAPractice(question, staff));
    if (!problem->facilitators().empty()) wave->set_facilitators(kFacilitators);
    if (!problem->trainers().empty()) wave->set_trainers(kTrainers);
    if (question.starts[i]) wave->set_start(*question.starts[i]);
  }
  if (!averaged) return;
  notes.assumed.push_back(absl::StrFormat(
      "Of each practice that starts %.3g people are trained, as many as meet the target in a "
      "practice of average size.",
      PeopleAPractice(question, staff)));
}

absl::Status AddMorePeople(const ForecastQuestion& question, const Staff& staff,
                           planning::v1::WorkforceProblem* problem, Notes& notes) {
  Violations faults;
  for (size_t i = 0; i < question.more.size(); ++i) {
    const MorePeople& more = question.more[i];
    const std::vector<int> places = PlacesOf(staff, more);
    if (places.empty()) {
      faults.Add(absl::StrCat("extra_intakes[", i, "].",
                              more.site.empty() ? "staff_group" : "steering_group"),
                 more.site.empty() ? RoleOf(more.group) : more.site,
                 "one whose headcount is known");
      continue;
    }
    ShareOut(more, places, problem);
    notes.assumed.push_back(absl::StrCat("What if: ", more.people, " more people of staff group ",
                                         RoleOf(more.group), " are trained in each of ",
                                         more.until - more.from + 1, " months."));
  }
  return faults.ToStatus();
}

}  // namespace pcsp::gateway

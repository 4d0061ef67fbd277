// A small programme to plan for: two courses, two venues, four practices.
#pragma once

#include <string>

#include "absl/strings/str_cat.h"
#include "pcsp/planning/v1/programme_plan.pb.h"

namespace pcsp::planning::testing {

inline constexpr char kProgramme[] = "programmes/north";
inline std::string In(const std::string& rest) { return absl::StrCat(kProgramme, "/", rest); }

struct SmallProgramme {
  // Eight fortnights from Monday 2 March 2026; a core day and a follow-up at two venues of one
  // region with two trainers; four practices of four people each.
  static v1::CohortProblem Problem() {
    v1::CohortProblem problem;
    problem.set_fortnights(8);
    problem.set_start_date("2026-03-02");
    problem.add_courses()->set_id("core");
    problem.add_courses()->set_id("follow-up");
    problem.mutable_courses(1)->set_after("core");
    problem.add_regions()->set_id("sg1");
    for (const char* const venue : {"hall", "barn"}) problem.add_venues()->set_id(venue);
    for (const char* const trainer : {"t1", "t2"}) problem.add_trainers()->set_id(trainer);
    for (const char* const course : {"core", "follow-up"}) {
      for (const char* const venue : {"hall", "barn"}) {
        v1::CohortSeries* const series = problem.add_series();
        series->set_course(course);
        series->set_venue(venue);
        series->set_seats(8);
        series->set_least(2);
        series->set_fixed_cost(300);
        series->set_trainers(1);
      }
    }
    for (int i = 1; i <= 4; ++i) AddPractice(absl::StrCat("p", i), 10.0 * i, problem);
    problem.mutable_costs()->set_km_rate(.9);
    problem.mutable_costs()->set_late_rate(12);
    problem.mutable_costs()->set_unmet(2000);
    return problem;
  }
  static void AddPractice(const std::string& id, double km, v1::CohortProblem& problem) {
    v1::CohortPractice* const practice = problem.add_practices();
    practice->set_id(id);
    practice->set_backfill(4);
    for (const char* const venue : {"hall", "barn"}) {
      v1::CohortReach* const reach = practice->add_reach();
      reach->set_venue(venue);
      reach->set_km(venue[0] == 'h' ? km : 50 - km);
    }
    for (const char* const course : {"core", "follow-up"}) {
      v1::CohortNeed* const need = practice->add_needs();
      need->set_course(course);
      for (const char* const role : {"gp", "nurse"}) {
        v1::CohortRoleNeed* const people = need->add_roles();
        people->set_role(role);
        people->set_people(2);
      }
    }
  }

  static v1::CreateProgrammePlanRequest CreateRequest(const std::string& id,
                                                      const v1::CohortProblem& problem) {
    v1::CreateProgrammePlanRequest request;
    request.set_parent(kProgramme);
    request.set_programme_plan_id(id);
    request.mutable_programme_plan()->set_display_name("Spring");
    *request.mutable_programme_plan()->mutable_problem() = problem;
    request.mutable_programme_plan()->set_time_limit_seconds(60);
    request.mutable_programme_plan()->set_most_moves(300);
    return request;
  }
  // One that goes on until it is told to end.
  static v1::CreateProgrammePlanRequest EndlessRequest(const std::string& id) {
    v1::CreateProgrammePlanRequest request = CreateRequest(id, Problem());
    request.mutable_programme_plan()->set_time_limit_seconds(3600);
    request.mutable_programme_plan()->clear_most_moves();
    return request;
  }
};

}  // namespace pcsp::planning::testing

// The sample programme: everything that a programme would bring along, made up. Plain data; the
// words for kinds, levels and staff groups are those of the API in lower_snake.
#pragma once

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "gateway/cli/sample/blueprint.h"

namespace pcsp::gateway::sample {

struct Organisation {
  std::string id;           // resource id, lower-case
  std::string kind;         // whole_system, steering_group or practice
  std::string code_system;  // "sample" for steering groups, "ods" for the others
  std::string code;
  std::string display_name;
  std::vector<std::string> address_lines;
  std::string postcode;
  std::string telephone;
  std::string open_date;  // yyyy-mm-dd
  std::string parent;     // id one level up; empty for a whole system
};

struct Relationship {
  std::string subject;
  std::string object;
  std::string kind;        // supported_by or part_of
  std::string start_date;  // yyyy-mm-dd
};

struct SiteContext {
  std::string organisation;
  std::string effective_date;            // yyyy-mm-dd
  int list_size = 0;                     // registered patients; 0 above practices
  std::map<std::string, int> headcount;  // staff group -> people
};

struct Milestone {
  std::string organisation;
  std::string state;     // interested ... sustained, paused or withdrawn
  std::string date;      // yyyy-mm-dd
  std::string evidence;  // training_record, visit, document or statement
};

struct Response {
  std::string request_id;  // a UUID
  std::string staff_group;
  std::map<std::string, std::string> answers;  // item code -> answer code as given (not flipped)
};

struct Fact {
  std::string indicator;
  std::string category;
};

struct SiteSample {
  std::string organisation;
  std::string level;
  std::vector<Response> responses;
  std::vector<Fact> facts;        // empty where nobody visited
  std::set<std::string> planted;  // the truth: issues of this site at its own level
};

// The part of a practice's team that has been on core days, and who has left.
struct Team {
  std::string practice, group;  // ids
  std::string trained_date;     // yyyy-mm-dd, of its milestone
  std::string follow_up_date;   // empty if it was not followed up
  bool champion_goes = true;
  // Staff groups of those who went beside the lead and the champion, in the order in which they
  // went, and of those who left, with their last day.
  std::vector<std::string> staff;
  std::vector<std::pair<std::string, std::string>> left;

  // Those who went: the lead, the champion, then the staff.
  int people() const { return 1 + (champion_goes ? 1 : 0) + static_cast<int>(staff.size()); }
};

// A person with one role.
struct Appointee {
  std::string display_name;  // all different
  std::string email;
  std::string organisation;  // id
  std::string role;          // facilitator
  std::string local_title;
  std::string staff_group;  // of role staff; empty otherwise
  std::string start_date;   // yyyy-mm-dd
  std::string end_date;     // empty while they are there
  int hours_per_month = 0;  // 0: not said
  std::vector<std::string> skills;
  std::vector<std::string> serves;  // ids of organisations
  std::vector<std::string> solved_issues;
};

// What one practice tried.
struct Treatment {
  std::string organisation;  // id
  std::string idea;          // id of the programme's solution
};

// What practices tried about one issue between the two waves.
struct Treatments {
  std::string issue;  // the one that most practices have
  std::string start_date;
  std::vector<Treatment> treated;  // in the order of the organisations
};

struct Options {
  uint64_t seed = 2024;
  int practices_per_steering_group = 15;
  std::string start_date = "2024-04-01";  // of relationships and contexts
  std::string later_date = "2025-04-01";  // of the second wave
  int days = 900;                         // from the start to the last milestone at most
};

struct SampleProgramme {
  std::vector<Organisation> organisations;  // top down
  std::vector<Relationship> relationships;
  std::vector<SiteContext> contexts;
  std::vector<Milestone> milestones;  // of each practice in the order in which they came
  std::vector<SiteSample> sites;      // as organisations, in their order
  // The same sites a year later: other people answer, some issues are gone and some are new.
  std::vector<SiteSample> sites_later;
  std::vector<Team> teams;  // of practices that were trained
  std::vector<Appointee> appointees;
  Treatments treatments;
};

// The same options and blueprint give the same programme. Two whole systems, each with two
// steering groups.
SampleProgramme GenerateProgramme(const Blueprint& blueprint, const Options& options);

}  // namespace pcsp::gateway::sample

// What the services know that a plan of training is made from.
#pragma once

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "gateway/clients.h"
#include "gateway/flows/places.h"
#include "pcsp/gateway/v1/programme_plan.pb.h"

namespace pcsp::gateway {

inline constexpr int kDaysPerFortnight = 14;

// A staff group of a practice.
using PracticeGroup = std::pair<std::string, type::v1::StaffGroup>;

// What training shows of somebody, and where they are in post on the first day.
struct PlanPerson {
  std::vector<PracticeGroup> posts;            // empty: they have left
  std::set<std::string> attended;              // courses, before the first day
  std::set<std::string> expected;              // courses in which they have a place before it
  std::map<std::string, absl::CivilDay> held;  // competences on that day, and the day they lapse
};
inline constexpr absl::CivilDay kNeverLapses = absl::CivilDay::max();

// Whatever has a name is known by it.
struct PlanFacts {
  absl::CivilDay today, start;
  int fortnights = 0;
  std::vector<planning::v1::Course> courses;                  // that are planned
  std::map<std::string, planning::v1::Course> known_courses;  // all that there are
  std::vector<planning::v1::Venue> venues;                    // of the programme
  std::vector<planning::v1::Trainer> trainers;                // quality-assured on the first day
  std::map<std::string, registry::v1::Appointment> appointments;  // of trainers
  std::vector<planning::v1::Leave> leaves;
  std::set<absl::CivilDay> closed;  // days on which nobody is taught
  // Of the programme on the first day; those appointed are among the headcounts of practices.
  std::vector<registry::v1::Site> sites;
  std::set<std::string> within;   // organisations that are planned for; empty: all
  std::set<std::string> without;  // those that are not
  // What venues above whole systems have within them: whole systems and groups, by organisation.
  std::map<std::string, std::vector<registry::v1::Site>> parts;
  std::vector<planning::v1::Session> sessions;  // of the courses, planned or confirmed
  std::map<std::string, std::vector<planning::v1::Enrolment>> enrolled;  // by session
  int leavers = 0;                 // places in these sessions of people who will have left by then
  std::vector<PlanPerson> people;  // who have been trained or will be
  std::map<std::string, double> urgency;         // of a practice's most pressing finding, 0 to 1
  std::map<std::string, std::string> postcodes;  // of practices
  PlaceBook places;                              // of practices and venues
};

// `start` and `fortnights` are those of the request. Errors: those of the services asked.
absl::StatusOr<PlanFacts> GatherFacts(Clients& clients, const v1::PlanProgrammeRequest& request,
                                      absl::CivilDay today, absl::CivilDay start, int fortnights);

}  // namespace pcsp::gateway

// What is known of a programme's practices and facilitators before it is decided who supports whom.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "pcsp/planning/v1/place.pb.h"

namespace pcsp::gateway {

// Somebody's place, or none.
using MaybePlace = std::optional<planning::v1::Place>;

struct PracticeInNeed {
  std::string name, title;
  std::string postcode;
  MaybePlace place;
  std::set<std::string> regions;  // names of organisations that it belongs to
  std::string current;            // facilitator of the day, by name; empty: nobody
};

struct AbleFacilitator {
  std::string name;   // of the appointment
  std::string label;  // what sentences call them; of nobody else
  std::string organisation;
  MaybePlace place;
  std::vector<std::string> regions;  // empty: everywhere
  std::vector<std::string> skills;
  std::vector<double> capacity;   // hours by month, all of them
  std::vector<double> elsewhere;  // of these, for practices that are not asked about
  int other_practices = 0;
};

struct AssignmentFacts {
  std::vector<PracticeInNeed> practices;        // by name
  std::vector<AbleFacilitator> facilitators;    // by name
  std::vector<std::string> without_capacity;    // facilitators left out
  std::map<std::string, std::string> departed;  // of practices' facilitators, why they cannot stay
  double hours_per_year = 15;                   // of contact, a practice
  int most_practices = 13;
  std::vector<std::string> notes;  // sentences
};

}  // namespace pcsp::gateway

// Which facilitator supports which practice: what is known, before anything is decided.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace pcsp::planning::facilitators {

// On a flat map, in kilometres from any corner: grid references divided by 1,000 will do.
struct Place {
  double east_km = 0;
  double north_km = 0;
};

// A facilitator who could support a practice.
struct Option {
  int facilitator = 0;         // index into Problem::facilitators
  double cost = 0;             // of a year, everything included; may be negative
  std::optional<double> need;  // hours, where this facilitator needs other than Practice::need
};

struct Practice {
  std::string id;
  double need = 15;                 // contact hours over all months of the problem (domain.md 3.8)
  int current = -1;                 // index of today's facilitator; -1: none
  std::vector<Option> options;      // where empty, Prepare() finds them by place
  std::vector<std::string> skills;  // all of which the facilitator must have
  std::optional<Place> place;
  std::vector<std::string> regions;  // that it lies in
  int first_month = 0;  // support begins in this month ...
  int months = 0;       // ... and lasts so long; 0: to the end. Need is spread evenly over it.
  std::optional<double> unserved_cost;  // otherwise Problem::unserved_cost_per_need times need
};

struct Facilitator {
  std::string id;
  double capacity = 0;                    // contact hours over all months
  std::vector<double> capacity_by_month;  // takes the place of `capacity` when given
  std::vector<std::string> skills;
  std::optional<Place> place;
  std::optional<double> reach_km;        // furthest that they travel
  std::vector<std::string> regions;      // that they travel to; empty: everywhere
  std::optional<double> most_practices;  // a limit; by default there is only a warning
};

// What an option that Prepare() finds costs: visits a year there and back, by road.
struct Travel {
  double cost_per_km = 0.45;
  double visits = 9;
  double road_factor = 1.3;  // road kilometres per kilometre as the crow flies
  // As the crow flies, where either place is not known; without it such a pair is no option.
  std::optional<double> assumed_km;
};

struct Problem {
  std::vector<Practice> practices;
  std::vector<Facilitator> facilitators;
  double unserved_cost_per_need = 100;
  double discontinuity_penalty = 0;  // of changing facilitator; Prepare() adds it to the options
  Travel travel;
  int nearest = 8;             // options that Prepare() finds for a practice at most
  double warn_practices = 13;  // above which a facilitator is warned of
};

}  // namespace pcsp::planning::facilitators

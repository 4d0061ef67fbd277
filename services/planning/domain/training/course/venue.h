// A place where sessions are held.
#pragma once

#include <string>

#include "common/base/error.h"
#include "services/planning/domain/training/kept.h"

namespace pcsp::planning::training {

struct Venue : Kept {
  std::string title;
  std::string region;    // id of an organisation
  std::string postcode;  // upper case with one space; may be empty
  int seats = 0;
  std::string address;  // one line; may be empty

  bool operator==(const Venue&) const = default;
};

inline constexpr int kMostSeats = 10'000;

void CheckVenue(const Venue& venue, Violations& violations);

}  // namespace pcsp::planning::training

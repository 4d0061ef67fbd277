// Where a postcode is.
#pragma once

#include <string>

#include "absl/strings/string_view.h"
#include "common/base/error.h"
#include "services/planning/domain/training/kept.h"

namespace pcsp::planning::training {

// The id is the postcode in lower case without its space: PlaceId().
struct Place : Kept {
  std::string postcode;  // upper case with one space
  int easting = 0;       // metres on the national grid of Great Britain
  int northing = 0;

  bool operator==(const Place&) const = default;
};

inline constexpr int kMostEasting = 700'000;
inline constexpr int kMostNorthing = 1'300'000;

// "NE1 4LP" as "ne14lp"; "" for what is no postcode however it is typed.
std::string PlaceId(absl::string_view postcode);

// `prefix` is what the fields are called within: "places[3].". It is no postcode or one of Northern
// Ireland, whose references are of the Irish grid; the reference is missing, as files write it for
// postcodes that nobody has located (0), or off the grid.
void CheckPlace(absl::string_view prefix, const Place& place, Violations& violations);

}  // namespace pcsp::planning::training

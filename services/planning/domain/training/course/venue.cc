#include "services/planning/domain/training/course/venue.h"

#include "services/planning/domain/place/postcode.h"
#include "services/planning/domain/training/text_checks.h"

namespace pcsp::planning::training {
namespace {

constexpr size_t kLongestTitle = 200, kLongestAddress = 300;

}  // namespace

void CheckVenue(const Venue& venue, Violations& violations) {
  CheckLine("venue.title", venue.title, kLongestTitle, violations);
  if (venue.region.empty()) violations.Add("venue.region", "", "the region that it lies in");
  if (!venue.postcode.empty() && !IsPostcode(venue.postcode)) {
    violations.Add("venue.postcode", venue.postcode, "a postcode such as NE1 4LP");
  }
  if (!venue.address.empty()) {
    CheckLine("venue.address", venue.address, kLongestAddress, violations);
  }
  CheckRange("venue.seats", venue.seats, 1, kMostSeats, violations);
}

}  // namespace pcsp::planning::training

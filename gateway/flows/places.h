// Where postcodes are, as flows need it.
#pragma once

#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "gateway/clients.h"

namespace pcsp::gateway {

// The places of some postcodes, found however those are typed.
class PlaceBook {
 public:
  void Add(const planning::v1::Place& place);
  // Null for a postcode that has no place.
  const planning::v1::Place* Find(absl::string_view postcode) const;

 private:
  absl::flat_hash_map<std::string, planning::v1::Place> places_;
};

// Those that planning knows of `postcodes`; empty ones are passed over. A service of the release
// before, while an upgrade is under way, knows none.
absl::StatusOr<PlaceBook> PlacesOf(Clients& clients, const std::string& programme,
                                   const std::vector<std::string>& postcodes);

// As the crow flies, times 1.3 (methods.md 4b).
double RoadKilometres(const planning::v1::Place& a, const planning::v1::Place& b);

}  // namespace pcsp::gateway

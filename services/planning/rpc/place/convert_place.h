// Messages of places as domain values.
#pragma once

#include <vector>

#include "pcsp/planning/v1/place.pb.h"
#include "services/planning/domain/place/place.h"
#include "services/planning/rpc/training/nouns.h"
#include "services/planning/store/place/store.h"

namespace pcsp::planning::training {

namespace pb = ::pcsp::planning::v1;

template <>
struct Noun<Place> {
  using Proto = pb::Place;
  static constexpr absl::string_view kType = "place", kCollection = "places";
};

pb::Place ToProto(const Place& place);

// Everything that is wrong with any of them, and with their number.
std::vector<Place> PlacesFrom(const std::string& programme, const pb::RecordPlacesRequest& request,
                              Violations& violations);

}  // namespace pcsp::planning::training

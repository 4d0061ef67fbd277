#include "services/planning/rpc/place/convert_place.h"

#include <set>

#include "absl/strings/str_cat.h"
#include "services/planning/domain/place/postcode.h"
#include "services/planning/domain/training/text_checks.h"

namespace pcsp::planning::training {
namespace {

constexpr int kMostPlaces = 5000;

}  // namespace

pb::Place ToProto(const Place& place) {
  pb::Place proto;
  proto.set_name(NameOf(place));
  proto.set_postcode(place.postcode);
  proto.set_easting(place.easting);
  proto.set_northing(place.northing);
  *proto.mutable_create_time() = TimestampOf(place.create_time);
  *proto.mutable_update_time() = TimestampOf(place.update_time);
  return proto;
}

std::vector<Place> PlacesFrom(const std::string& programme, const pb::RecordPlacesRequest& request,
                              Violations& violations) {
  CheckRange("places", request.places_size(), 1, kMostPlaces, violations);
  std::vector<Place> places;
  std::set<std::string> seen;
  for (int i = 0; i < request.places_size(); ++i) {
    Place place;
    place.programme = programme;
    place.postcode = TidyPostcode(request.places(i).postcode());
    place.id = PlaceId(place.postcode);
    place.easting = request.places(i).easting();
    place.northing = request.places(i).northing();
    const std::string prefix = absl::StrCat("places[", i, "].");
    CheckPlace(prefix, place, violations);
    if (!place.id.empty() && !seen.insert(place.id).second) {
      violations.Add(prefix + "postcode", place.postcode, "each once");
    }
    places.push_back(std::move(place));
  }
  return places;
}

}  // namespace pcsp::planning::training

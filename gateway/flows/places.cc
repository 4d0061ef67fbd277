#include "gateway/flows/places.h"

#include <cmath>
#include <set>

#include "absl/strings/ascii.h"
#include "common/base/status_macros.h"

namespace pcsp::gateway {
namespace {

using planning::v1::PlaceService;

constexpr int kPostcodesAtOnce = 5000;
constexpr absl::Duration kBatch = absl::Seconds(10);
constexpr double kRoadFactor = 1.3;  // methods.md 4b
constexpr double kMetres = 1000;

// "ne1 4LP" as "NE14LP".
std::string KeyOf(absl::string_view postcode) {
  std::string key;
  for (const char c : postcode) {
    if (!absl::ascii_isspace(c)) key.push_back(absl::ascii_toupper(c));
  }
  return key;
}

absl::Status AskFor(Clients& clients, const planning::v1::BatchGetPlacesRequest& request,
                    PlaceBook& book) {
  const auto reply =
      Ask(*clients.places, &PlaceService::Stub::BatchGetPlaces, request, absl::Now() + kBatch);
  if (absl::IsUnimplemented(reply.status())) return absl::OkStatus();
  RETURN_IF_ERROR(reply.status());
  for (const auto& place : reply->places()) book.Add(place);
  return absl::OkStatus();
}

}  // namespace

void PlaceBook::Add(const planning::v1::Place& place) { places_[KeyOf(place.postcode())] = place; }

const planning::v1::Place* PlaceBook::Find(absl::string_view postcode) const {
  const auto found = places_.find(KeyOf(postcode));
  return found == places_.end() ? nullptr : &found->second;
}

absl::StatusOr<PlaceBook> PlacesOf(Clients& clients, const std::string& programme,
                                   const std::vector<std::string>& postcodes) {
  PlaceBook book;
  std::set<std::string> keys;
  planning::v1::BatchGetPlacesRequest request;
  request.set_parent(programme);
  for (const std::string& postcode : postcodes) {
    std::string key = KeyOf(postcode);
    if (key.empty() || !keys.insert(key).second) continue;
    request.add_postcodes(std::move(key));
    if (request.postcodes_size() < kPostcodesAtOnce) continue;
    RETURN_IF_ERROR(AskFor(clients, request, book));
    request.clear_postcodes();
  }
  if (!request.postcodes().empty()) RETURN_IF_ERROR(AskFor(clients, request, book));
  return book;
}

double RoadKilometres(const planning::v1::Place& a, const planning::v1::Place& b) {
  return kRoadFactor * std::hypot(a.easting() - b.easting(), a.northing() - b.northing()) / kMetres;
}

}  // namespace pcsp::gateway

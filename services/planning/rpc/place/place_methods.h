// Where postcodes are: recorded and looked up.
#pragma once

#include "absl/status/statusor.h"
#include "common/rpc/call.h"
#include "pcsp/planning/v1/place.pb.h"
#include "services/planning/rpc/training/nouns.h"

namespace pcsp::planning::training {

// The methods of PlaceService of the same names. Thread-safe.
class PlaceMethods {
 public:
  explicit PlaceMethods(const Desk& desk) : desk_(desk) {}

  absl::StatusOr<v1::RecordPlacesResponse> RecordPlaces(
      const rpc::Call& call, const v1::RecordPlacesRequest& request) const;
  absl::StatusOr<v1::BatchGetPlacesResponse> BatchGetPlaces(
      const rpc::Call& call, const v1::BatchGetPlacesRequest& request) const;
  absl::StatusOr<v1::ListPlacesResponse> ListPlaces(const rpc::Call& call,
                                                    const v1::ListPlacesRequest& request) const;

 private:
  const Desk desk_;
};

}  // namespace pcsp::planning::training

// pcsp.planning.v1.PlaceService: where postcodes are.
#pragma once

#include <string>

#include "common/base/page_token.h"
#include "common/rpc/handler.h"
#include "pcsp/planning/v1/place_service.grpc.pb.h"
#include "services/planning/rpc/place/place_methods.h"

namespace pcsp::planning::training {

namespace pb = ::pcsp::planning::v1;

// Thread-safe. What it points to must outlive it.
class PlaceService final : public pb::PlaceService::CallbackService {
 public:
  struct Options {
    sql::RecordStore* records;
    std::string page_token_key;
    rpc::Handler::Options handler;  // its `service` is filled in
  };

  explicit PlaceService(Options options);

  grpc::ServerUnaryReactor* RecordPlaces(grpc::CallbackServerContext* context,
                                         const pb::RecordPlacesRequest* request,
                                         pb::RecordPlacesResponse* response) override;
  grpc::ServerUnaryReactor* BatchGetPlaces(grpc::CallbackServerContext* context,
                                           const pb::BatchGetPlacesRequest* request,
                                           pb::BatchGetPlacesResponse* response) override;
  grpc::ServerUnaryReactor* ListPlaces(grpc::CallbackServerContext* context,
                                       const pb::ListPlacesRequest* request,
                                       pb::ListPlacesResponse* response) override;

 private:
  const PageTokens tokens_;
  rpc::Handler handler_;
  const PlaceMethods places_;
};

}  // namespace pcsp::planning::training

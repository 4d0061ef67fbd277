#include "services/planning/rpc/place/place_service.h"

#include <utility>

namespace pcsp::planning::training {
namespace {

rpc::Handler::Options Named(rpc::Handler::Options options) {
  options.service = pb::PlaceService::service_full_name();
  return options;
}

}  // namespace

PlaceService::PlaceService(Options options)
    : tokens_(std::move(options.page_token_key)),
      handler_(Named(std::move(options.handler))),
      places_(Desk{options.records, &tokens_}) {}

grpc::ServerUnaryReactor* PlaceService::RecordPlaces(grpc::CallbackServerContext* context,
                                                     const pb::RecordPlacesRequest* request,
                                                     pb::RecordPlacesResponse* response) {
  return handler_.Unary(context, request, response, "RecordPlaces",
                        [this](const rpc::Call& call, const auto& message) {
                          return places_.RecordPlaces(call, message);
                        });
}

grpc::ServerUnaryReactor* PlaceService::BatchGetPlaces(grpc::CallbackServerContext* context,
                                                       const pb::BatchGetPlacesRequest* request,
                                                       pb::BatchGetPlacesResponse* response) {
  return handler_.Unary(context, request, response, "BatchGetPlaces",
                        [this](const rpc::Call& call, const auto& message) {
                          return places_.BatchGetPlaces(call, message);
                        });
}

grpc::ServerUnaryReactor* PlaceService::ListPlaces(grpc::CallbackServerContext* context,
                                                   const pb::ListPlacesRequest* request,
                                                   pb::ListPlacesResponse* response) {
  return handler_.Unary(context, request, response, "ListPlaces",
                        [this](const rpc::Call& call, const auto& message) {
                          return places_.ListPlaces(call, message);
                        });
}

}  // namespace pcsp::planning::training

#include "services/planning/rpc/training/training_service.h"

#include <utility>

namespace pcsp::planning::training {
namespace {

rpc::Handler::Options Named(rpc::Handler::Options options) {
  options.service = pb::TrainingService::service_full_name();
  return options;
}

}  // namespace

TrainingService::TrainingService(Options options)
    : tokens_(std::move(options.page_token_key)),
      desk_{options.records, &tokens_},
      pool_(*options.handler.pool),
      handler_(Named(std::move(options.handler))),
      courses_(desk_),
      sessions_(desk_),
      enrolments_(desk_),
      feedback_(desk_),
      competence_(desk_),
      facilitation_(desk_),
      contacts_(desk_) {}

}  // namespace pcsp::planning::training

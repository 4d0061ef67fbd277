#include "services/assessments/rpc/comparison/reactors.h"

#include "services/assessments/rpc/comparison/comparison_methods.h"

namespace pcsp::assessments {

using grpc::CallbackServerContext;
using grpc::ServerUnaryReactor;

ServerUnaryReactor* ComparisonReactors::CompareWaves(CallbackServerContext* context,
                                                     const pb::CompareWavesRequest* request,
                                                     pb::WaveComparison* response) {
  return Pooled(context, request, response, "CompareWaves", [this](const auto&... arguments) {
    return options_.comparisons->CompareWaves(arguments...);
  });
}

ServerUnaryReactor* ComparisonReactors::GetSiteRadar(CallbackServerContext* context,
                                                     const pb::GetSiteRadarRequest* request,
                                                     pb::SiteRadar* response) {
  return Pooled(context, request, response, "GetSiteRadar", [this](const auto&... arguments) {
    return options_.comparisons->GetSiteRadar(arguments...);
  });
}

ServerUnaryReactor* ComparisonReactors::GetReliability(CallbackServerContext* context,
                                                       const pb::GetReliabilityRequest* request,
                                                       pb::WaveReliability* response) {
  return Pooled(context, request, response, "GetReliability", [this](const auto&... arguments) {
    return options_.comparisons->GetReliability(arguments...);
  });
}

ServerUnaryReactor* ComparisonReactors::GetSiteGaps(CallbackServerContext* context,
                                                    const pb::GetSiteGapsRequest* request,
                                                    pb::SiteGaps* response) {
  return Pooled(context, request, response, "GetSiteGaps", [this](const auto&... arguments) {
    return options_.comparisons->GetSiteGaps(arguments...);
  });
}

ServerUnaryReactor* ComparisonReactors::GetRepresentativeness(
    CallbackServerContext* context, const pb::GetRepresentativenessRequest* request,
    pb::Representativeness* response) {
  return Pooled(context, request, response, "GetRepresentativeness",
                [this](const auto&... arguments) {
                  return options_.comparisons->GetRepresentativeness(arguments...);
                });
}

ServerUnaryReactor* ComparisonReactors::GetFunnel(CallbackServerContext* context,
                                                  const pb::GetFunnelRequest* request,
                                                  pb::WaveFunnel* response) {
  return Pooled(context, request, response, "GetFunnel", [this](const auto&... arguments) {
    return options_.comparisons->GetFunnel(arguments...);
  });
}

ServerUnaryReactor* ComparisonReactors::GetGroupGaps(CallbackServerContext* context,
                                                     const pb::GetGroupGapsRequest* request,
                                                     pb::GroupGaps* response) {
  return Pooled(context, request, response, "GetGroupGaps", [this](const auto&... arguments) {
    return options_.comparisons->GetGroupGaps(arguments...);
  });
}

ServerUnaryReactor* ComparisonReactors::GetGroupRepresentativeness(
    CallbackServerContext* context, const pb::GetGroupRepresentativenessRequest* request,
    pb::GroupRepresentativeness* response) {
  return Pooled(context, request, response, "GetGroupRepresentativeness",
                [this](const auto&... arguments) {
                  return options_.comparisons->GetGroupRepresentativeness(arguments...);
                });
}

}  // namespace pcsp::assessments

#include "services/assessments/rpc/consensus/reactors.h"

#include "services/assessments/rpc/consensus/consensus_methods.h"

namespace pcsp::assessments {

using grpc::CallbackServerContext;
using grpc::ServerUnaryReactor;

ServerUnaryReactor* ConsensusReactors::SubmitTeamConsensus(
    CallbackServerContext* context, const pb::SubmitTeamConsensusRequest* request,
    pb::TeamConsensus* response) {
  return Pooled(context, request, response, "SubmitTeamConsensus",
                [this](const auto&... arguments) {
                  return options_.consensus->SubmitTeamConsensus(arguments...);
                });
}

ServerUnaryReactor* ConsensusReactors::GetTeamConsensus(CallbackServerContext* context,
                                                        const pb::GetTeamConsensusRequest* request,
                                                        pb::TeamConsensus* response) {
  return Pooled(context, request, response, "GetTeamConsensus", [this](const auto&... arguments) {
    return options_.consensus->GetTeamConsensus(arguments...);
  });
}

ServerUnaryReactor* ConsensusReactors::ListTeamConsensus(
    CallbackServerContext* context, const pb::ListTeamConsensusRequest* request,
    pb::ListTeamConsensusResponse* response) {
  return Pooled(context, request, response, "ListTeamConsensus", [this](const auto&... arguments) {
    return options_.consensus->ListTeamConsensus(arguments...);
  });
}

ServerUnaryReactor* ConsensusReactors::ExportTeamConsensus(
    CallbackServerContext* context, const pb::ExportTeamConsensusRequest* request,
    pb::ExportTeamConsensusResponse* response) {
  return Pooled(context, request, response, "ExportTeamConsensus",
                [this](const auto&... arguments) {
                  return options_.consensus->ExportTeamConsensus(arguments...);
                });
}

}  // namespace pcsp::assessments

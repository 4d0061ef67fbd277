#include "services/assessments/rpc/measures/reactors.h"

#include <utility>

#include "services/assessments/rpc/measures/measure_upload.h"

namespace pcsp::assessments {

using grpc::CallbackServerContext;
using grpc::ServerUnaryReactor;

MeasureReactors::MeasureReactors(Options options)
    : InstrumentReactors(std::move(options)),
      measure_methods_(options_.evidence, &tokens_),
      value_methods_(options_.evidence, &tokens_) {}

ServerUnaryReactor* MeasureReactors::CreateMeasureDefinition(
    CallbackServerContext* context, const pb::CreateMeasureDefinitionRequest* request,
    pb::MeasureDefinition* response) {
  return Pooled(context, request, response, "CreateMeasureDefinition",
                [this](const auto&... arguments) {
                  return measure_methods_.CreateMeasureDefinition(arguments...);
                });
}

ServerUnaryReactor* MeasureReactors::GetMeasureDefinition(
    CallbackServerContext* context, const pb::GetMeasureDefinitionRequest* request,
    pb::MeasureDefinition* response) {
  return Pooled(context, request, response, "GetMeasureDefinition",
                [this](const auto&... arguments) {
                  return measure_methods_.GetMeasureDefinition(arguments...);
                });
}

ServerUnaryReactor* MeasureReactors::ListMeasureDefinitions(
    CallbackServerContext* context, const pb::ListMeasureDefinitionsRequest* request,
    pb::ListMeasureDefinitionsResponse* response) {
  return Pooled(context, request, response, "ListMeasureDefinitions",
                [this](const auto&... arguments) {
                  return measure_methods_.ListMeasureDefinitions(arguments...);
                });
}

ServerUnaryReactor* MeasureReactors::UpdateMeasureDefinition(
    CallbackServerContext* context, const pb::UpdateMeasureDefinitionRequest* request,
    pb::MeasureDefinition* response) {
  return Pooled(context, request, response, "UpdateMeasureDefinition",
                [this](const auto&... arguments) {
                  return measure_methods_.UpdateMeasureDefinition(arguments...);
                });
}

ServerUnaryReactor* MeasureReactors::RetireMeasureDefinition(
    CallbackServerContext* context, const pb::RetireMeasureDefinitionRequest* request,
    pb::MeasureDefinition* response) {
  return Pooled(context, request, response, "RetireMeasureDefinition",
                [this](const auto&... arguments) {
                  return measure_methods_.RetireMeasureDefinition(arguments...);
                });
}

ServerUnaryReactor* MeasureReactors::GetMeasurePolicy(CallbackServerContext* context,
                                                      const pb::GetMeasurePolicyRequest* request,
                                                      pb::MeasurePolicy* response) {
  return Pooled(context, request, response, "GetMeasurePolicy", [this](const auto&... arguments) {
    return measure_methods_.GetMeasurePolicy(arguments...);
  });
}

ServerUnaryReactor* MeasureReactors::UpdateMeasurePolicy(
    CallbackServerContext* context, const pb::UpdateMeasurePolicyRequest* request,
    pb::MeasurePolicy* response) {
  return Pooled(context, request, response, "UpdateMeasurePolicy",
                [this](const auto&... arguments) {
                  return measure_methods_.UpdateMeasurePolicy(arguments...);
                });
}

ServerUnaryReactor* MeasureReactors::RecordMeasures(CallbackServerContext* context,
                                                    const pb::RecordMeasuresRequest* request,
                                                    pb::RecordMeasuresResponse* response) {
  return Pooled(context, request, response, "RecordMeasures", [this](const auto&... arguments) {
    return value_methods_.RecordMeasures(arguments...);
  });
}

ServerUnaryReactor* MeasureReactors::ListMeasureValues(CallbackServerContext* context,
                                                       const pb::ListMeasureValuesRequest* request,
                                                       pb::ListMeasureValuesResponse* response) {
  return Pooled(context, request, response, "ListMeasureValues", [this](const auto&... arguments) {
    return value_methods_.ListMeasureValues(arguments...);
  });
}

ServerUnaryReactor* MeasureReactors::GetMeasureChart(CallbackServerContext* context,
                                                     const pb::GetMeasureChartRequest* request,
                                                     pb::MeasureChart* response) {
  return Pooled(context, request, response, "GetMeasureChart", [this](const auto&... arguments) {
    return value_methods_.GetMeasureChart(arguments...);
  });
}

grpc::ServerReadReactor<pb::ImportMeasuresRequest>* MeasureReactors::ImportMeasures(
    CallbackServerContext* context, pb::RecordMeasuresResponse* response) {
  return handler_.ClientStream<pb::ImportMeasuresRequest>(
      context, response, "ImportMeasures", [this](const rpc::Call& call) {
        return std::make_unique<MeasureUpload>(options_.evidence, call.now);
      });
}

}  // namespace pcsp::assessments

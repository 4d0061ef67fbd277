#include "services/assessments/rpc/instruments/reactors.h"

#include "services/assessments/rpc/instruments/instrument_methods.h"
#include "services/assessments/rpc/instruments/questionnaire_methods.h"

namespace pcsp::assessments {

using grpc::CallbackServerContext;
using grpc::ServerUnaryReactor;

ServerUnaryReactor* InstrumentReactors::ListInstruments(CallbackServerContext* context,
                                                        const pb::ListInstrumentsRequest* request,
                                                        pb::ListInstrumentsResponse* response) {
  return Pooled(context, request, response, "ListInstruments", [this](const auto&... arguments) {
    return options_.instruments->ListInstruments(arguments...);
  });
}

ServerUnaryReactor* InstrumentReactors::GetInstrument(CallbackServerContext* context,
                                                      const pb::GetInstrumentRequest* request,
                                                      pb::Instrument* response) {
  return Pooled(context, request, response, "GetInstrument", [this](const auto&... arguments) {
    return options_.instruments->GetInstrument(arguments...);
  });
}

ServerUnaryReactor* InstrumentReactors::CreateInstrument(CallbackServerContext* context,
                                                         const pb::CreateInstrumentRequest* request,
                                                         pb::Instrument* response) {
  return Pooled(context, request, response, "CreateInstrument", [this](const auto&... arguments) {
    return options_.instruments->CreateInstrument(arguments...);
  });
}

ServerUnaryReactor* InstrumentReactors::UpdateInstrument(CallbackServerContext* context,
                                                         const pb::UpdateInstrumentRequest* request,
                                                         pb::Instrument* response) {
  return Pooled(context, request, response, "UpdateInstrument", [this](const auto&... arguments) {
    return options_.instruments->UpdateInstrument(arguments...);
  });
}

ServerUnaryReactor* InstrumentReactors::PublishInstrumentVersion(
    CallbackServerContext* context, const pb::PublishInstrumentVersionRequest* request,
    pb::Instrument* response) {
  return Pooled(context, request, response, "PublishInstrumentVersion",
                [this](const auto&... arguments) {
                  return options_.instruments->PublishInstrumentVersion(arguments...);
                });
}

ServerUnaryReactor* InstrumentReactors::RetireInstrument(CallbackServerContext* context,
                                                         const pb::RetireInstrumentRequest* request,
                                                         pb::Instrument* response) {
  return Pooled(context, request, response, "RetireInstrument", [this](const auto&... arguments) {
    return options_.instruments->RetireInstrument(arguments...);
  });
}

ServerUnaryReactor* InstrumentReactors::ImportQuestionnaire(
    CallbackServerContext* context, const pb::ImportQuestionnaireRequest* request,
    pb::ImportQuestionnaireResponse* response) {
  return Pooled(context, request, response, "ImportQuestionnaire",
                [this](const auto&... arguments) {
                  return options_.questionnaires->ImportQuestionnaire(arguments...);
                });
}

ServerUnaryReactor* InstrumentReactors::ExportQuestionnaire(
    CallbackServerContext* context, const pb::ExportQuestionnaireRequest* request,
    pb::ExportQuestionnaireResponse* response) {
  return Pooled(context, request, response, "ExportQuestionnaire",
                [this](const auto&... arguments) {
                  return options_.questionnaires->ExportQuestionnaire(arguments...);
                });
}

}  // namespace pcsp::assessments

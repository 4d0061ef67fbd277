// The methods of AssessmentService about instruments, each a line that hands it to the handler.
#include "services/assessments/rpc/assessment_service.h"

namespace pcsp::assessments {

using grpc::CallbackServerContext;
using grpc::ServerUnaryReactor;

ServerUnaryReactor* AssessmentService::ListInstruments(CallbackServerContext* context,
                                                       const pb::ListInstrumentsRequest* request,
                                                       pb::ListInstrumentsResponse* response) {
  return Pooled(context, request, response, "ListInstruments", [this](const auto&... arguments) {
    return options_.instruments->ListInstruments(arguments...);
  });
}

ServerUnaryReactor* AssessmentService::GetInstrument(CallbackServerContext* context,
                                                     const pb::GetInstrumentRequest* request,
                                                     pb::Instrument* response) {
  return Pooled(context, request, response, "GetInstrument", [this](const auto&... arguments) {
    return options_.instruments->GetInstrument(arguments...);
  });
}

ServerUnaryReactor* AssessmentService::CreateInstrument(CallbackServerContext* context,
                                                        const pb::CreateInstrumentRequest* request,
                                                        pb::Instrument* response) {
  return Pooled(context, request, response, "CreateInstrument", [this](const auto&... arguments) {
    return options_.instruments->CreateInstrument(arguments...);
  });
}

ServerUnaryReactor* AssessmentService::UpdateInstrument(CallbackServerContext* context,
                                                        const pb::UpdateInstrumentRequest* request,
                                                        pb::Instrument* response) {
  return Pooled(context, request, response, "UpdateInstrument", [this](const auto&... arguments) {
    return options_.instruments->UpdateInstrument(arguments...);
  });
}

ServerUnaryReactor* AssessmentService::PublishInstrumentVersion(
    CallbackServerContext* context, const pb::PublishInstrumentVersionRequest* request,
    pb::Instrument* response) {
  return Pooled(context, request, response, "PublishInstrumentVersion",
                [this](const auto&... arguments) {
                  return options_.instruments->PublishInstrumentVersion(arguments...);
                });
}

ServerUnaryReactor* AssessmentService::RetireInstrument(CallbackServerContext* context,
                                                        const pb::RetireInstrumentRequest* request,
                                                        pb::Instrument* response) {
  return Pooled(context, request, response, "RetireInstrument", [this](const auto&... arguments) {
    return options_.instruments->RetireInstrument(arguments...);
  });
}

ServerUnaryReactor* AssessmentService::ImportQuestionnaire(
    CallbackServerContext* context, const pb::ImportQuestionnaireRequest* request,
    pb::ImportQuestionnaireResponse* response) {
  return Pooled(context, request, response, "ImportQuestionnaire",
                [this](const auto&... arguments) {
                  return options_.questionnaires->ImportQuestionnaire(arguments...);
                });
}

ServerUnaryReactor* AssessmentService::ExportQuestionnaire(
    CallbackServerContext* context, const pb::ExportQuestionnaireRequest* request,
    pb::ExportQuestionnaireResponse* response) {
  return Pooled(context, request, response, "ExportQuestionnaire",
                [this](const auto&... arguments) {
                  return options_.questionnaires->ExportQuestionnaire(arguments...);
                });
}

}  // namespace pcsp::assessments

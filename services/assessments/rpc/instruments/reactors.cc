// The methods of AssessmentService about instruments, each a line that hands it to the handler.
#include <utility>

#include "services/assessments/domain/errors.h"
#include "services/assessments/domain/fhir/questionnaire_response.h"
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

// What is wrong with where the answers come from is for Submit() to say, with everything else.
void AssessmentService::SubmitQuestionnaire(const pb::SubmitQuestionnaireResponseRequest& request,
                                            Submitted done) {
  const auto name = ParseWaveName(request.parent());
  if (!name) return done(InvalidField("parent", request.parent(), kWaveNameRule));
  const auto wave = options_.waves->Load(*name);
  if (!wave.ok()) return done(wave.status());
  pb::SubmitResponseRequest submit;
  submit.set_organisation(request.organisation());
  submit.set_staff_group(request.staff_group());
  submit.set_request_id(request.request_id());
  const auto organisation = ParseOrganisationName(request.organisation());
  const WaveSite* const site = organisation && organisation->programme == name->programme
                                   ? (*wave)->Find(organisation->organisation)
                                   : nullptr;
  if (site != nullptr) {
    const Instrument* const instrument =
        InstrumentFor((*wave)->wave, site->level, *options_.catalogue);
    if (instrument == nullptr) return done(InstrumentNotFound(name->ToString()));
    const auto answers = ReadQuestionnaireResponse(request.questionnaire_response(), *instrument);
    if (!answers.ok()) return done(answers.status());
    for (const auto& [item, code] : answers->codes) (*submit.mutable_answers())[item] = code;
    for (const auto& [item, words] : answers->words) (*submit.mutable_words())[item] = words;
  }
  Submit(**wave, submit, std::move(done));
}

ServerUnaryReactor* AssessmentService::SubmitQuestionnaireResponse(
    CallbackServerContext* context, const pb::SubmitQuestionnaireResponseRequest* request,
    pb::SubmitQuestionnaireResponseResponse* response) {
  using Done = std::function<void(absl::StatusOr<pb::SubmitQuestionnaireResponseResponse>)>;
  return handler_.UnaryAsync(
      context, request, response, "SubmitQuestionnaireResponse", rpc::Trace::kCounted,
      [this](const rpc::Call&, const auto& given, Done done) {
        const auto submit = [this, &given, done] {
          SubmitQuestionnaire(
              given, [done](const absl::StatusOr<pb::SubmitResponseResponse>& made) {
                made.ok() ? done(pb::SubmitQuestionnaireResponseResponse()) : done(made.status());
              });
        };
        if (!options_.handler.pool->TrySubmit(submit)) done(TooManyResponsesWaiting());
      });
}

}  // namespace pcsp::assessments

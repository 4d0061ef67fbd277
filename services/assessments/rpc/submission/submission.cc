// The methods of AssessmentService by which answers come in.
#include <algorithm>
#include <memory>
#include <utility>

#include "absl/time/clock.h"
#include "services/assessments/domain/errors.h"
#include "services/assessments/domain/fhir/questionnaire_response.h"
#include "services/assessments/rpc/assessment_service.h"
#include "services/assessments/rpc/invitations/answer_methods.h"
#include "services/assessments/rpc/submission/bulk_submission.h"
#include "services/assessments/rpc/submission/response_stream.h"
#include "services/assessments/rpc/submission/response_writer.h"

namespace pcsp::assessments {

void AssessmentService::SubmitResponse(const rpc::Call&, const pb::SubmitResponseRequest& request,
                                       Submitted done) {
  if (!request.token().empty()) return options_.answers->Submit(request, std::move(done));
  const auto name = ParseWaveName(request.parent());
  if (!name) return done(InvalidField("parent", request.parent(), kWaveNameRule));
  if (const auto wave = options_.waves->Find(*name)) return Submit(*wave, request, std::move(done));
  // The first answer to a wave waits for its sites to be read, which may block.
  const auto load = [this, &request, name = *name, done] {
    const auto wave = options_.waves->Load(name);
    wave.ok() ? Submit(**wave, request, done) : done(wave.status());
  };
  if (!options_.handler.pool->TrySubmit(load)) done(TooManyResponsesWaiting());
}

const WaveSite* AssessmentService::SiteOf(const FrozenWave& wave, const std::string& organisation) {
  const auto name = ParseOrganisationName(organisation);
  const bool ours = name && name->programme == wave.wave.name.programme;
  return ours ? wave.Find(name->organisation) : nullptr;
}

const Instrument* AssessmentService::AskedAtSite(const FrozenWave& wave, const WaveSite* site,
                                                 const std::vector<Answer>& given) const {
  if (site != nullptr) return InstrumentFor(wave.wave, site->level, *options_.catalogue);
  const Instrument* meant = nullptr;
  ptrdiff_t most = 0;
  for (const std::string& name : wave.wave.instruments) {
    const Instrument* const instrument = options_.catalogue->Find(name);
    if (instrument == nullptr) continue;
    const auto known = std::count_if(given.begin(), given.end(), [&](const Answer& answer) {
      return instrument->item_index.contains(answer.item);
    });
    if (known <= most) continue;
    most = known;
    meant = instrument;
  }
  return meant;
}

void AssessmentService::Submit(const FrozenWave& wave, const pb::SubmitResponseRequest& request,
                               Submitted done, const Violations& before) {
  Violations violations = before;
  if (absl::Status open = TakesAnswersOfAnybody(wave.wave); !open.ok()) return done(open);
  const WaveSite* const site = SiteOf(wave, request.organisation());
  if (site == nullptr) {
    violations.Add("organisation", request.organisation(), "the name of a site of this wave");
  }
  const auto staff_group = FromProto(request.staff_group());
  if (!staff_group) violations.Add("staff_group", "", kStaffGroupRule);
  const std::string request_id = RequestIdFrom("request_id", request.request_id(), violations);
  PackedResponse response{.wave_key = wave.wave.key, .wave = wave.wave.name};
  const GivenAnswers given{AnswersOf(request), WordsOf(request)};
  const Instrument* const instrument = AskedAtSite(wave, site, given.codes);
  if (site != nullptr && instrument == nullptr) {
    return done(InstrumentNotFound(wave.wave.name.ToString()));
  }
  // That a resource which could not be read has no answers is no fault beside that one.
  const bool unread = !before.empty() && given.codes.empty() && given.words.empty();
  if (instrument != nullptr && !unread) {
    const Level level = site == nullptr ? instrument->level : site->level;
    const Respondent respondent{level, staff_group, site == nullptr ? "" : site->milestone};
    PackedAnswers packed = PackResponse(*instrument, respondent, given, {}, violations);
    response.answers = std::move(packed.row);
    response.words = std::move(packed.words);
  }
  if (!violations.empty()) {
    return done(violations.ToStatus(before.empty() ? "INVALID_FIELDS" : "INVALID_QUESTIONNAIRE"));
  }
  response.site = site->number;
  response.staff_group = *staff_group;
  response.claim = ClaimOf(request_id);
  options_.writer->Submit(std::move(response), [done](const absl::StatusOr<Appended>& result) {
    result.ok() ? done(pb::SubmitResponseResponse()) : done(result.status());
  });
}

// What is wrong with where the answers come from, and with the answers that could be read, is for
// Submit() to say, with everything else.
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
  const WaveSite* const site = SiteOf(**wave, request.organisation());
  const Instrument* const instrument =
      site == nullptr ? nullptr : InstrumentFor((*wave)->wave, site->level, *options_.catalogue);
  Violations violations;
  const auto answers =
      ReadQuestionnaireResponse(request.questionnaire_response(), instrument, violations);
  if (answers) {
    for (const auto& [item, code] : answers->codes) (*submit.mutable_answers())[item] = code;
    for (const auto& [item, words] : answers->words) (*submit.mutable_words())[item] = words;
  }
  Submit(**wave, submit, std::move(done), violations);
}

grpc::ServerUnaryReactor* AssessmentService::SubmitResponse(
    grpc::CallbackServerContext* context, const pb::SubmitResponseRequest* request,
    pb::SubmitResponseResponse* response) {
  return handler_.UnaryAsync(context, request, response, "SubmitResponse", rpc::Trace::kCounted,
                             [this](const rpc::Call& call, const auto& given, Submitted done) {
                               SubmitResponse(call, given, std::move(done));
                             });
}

grpc::ServerUnaryReactor* AssessmentService::SubmitQuestionnaireResponse(
    grpc::CallbackServerContext* context, const pb::SubmitQuestionnaireResponseRequest* request,
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

grpc::ServerReadReactor<pb::BulkSubmitResponsesRequest>* AssessmentService::BulkSubmitResponses(
    grpc::CallbackServerContext* context, pb::BulkSubmitResponsesResponse* response) {
  return handler_.ClientStream<pb::BulkSubmitResponsesRequest>(
      context, response, "BulkSubmitResponses", [this](const rpc::Call&) {
        return std::make_unique<BulkSubmission>(options_.store, options_.waves, options_.catalogue);
      });
}

grpc::ServerBidiReactor<pb::StreamResponsesRequest, pb::StreamResponsesResponse>*
AssessmentService::StreamResponses(grpc::CallbackServerContext*) {
  rpc::MethodMetrics* const metrics = options_.handler.metrics->Method(
      pb::AssessmentService::service_full_name(), "StreamResponses");
  metrics->Started();
  const auto submit = [this](const pb::SubmitResponseRequest& request, Submitted done) {
    SubmitResponse({}, request, std::move(done));
  };
  const auto ended = [metrics, started = absl::Now()](const absl::Status& status) {
    metrics->Finished(status.code(), absl::Now() - started);
  };
  return new ResponseStream(submit, ended);
}

}  // namespace pcsp::assessments

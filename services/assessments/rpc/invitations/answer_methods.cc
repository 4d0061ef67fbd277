#include "services/assessments/rpc/invitations/answer_methods.h"

#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/base/status_macros.h"
#include "services/assessments/domain/errors.h"
#include "services/assessments/domain/fhir/questionnaire_response.h"
#include "services/assessments/domain/invitations/draft.h"
#include "services/assessments/domain/response.h"
#include "services/assessments/rpc/convert.h"
#include "services/assessments/rpc/invitations/questions.h"
#include "services/assessments/rpc/invitations/saved_answers.h"
#include "services/assessments/rpc/invitations/sealed_draft.h"

namespace pcsp::assessments {
namespace {

// How often answers are put together anew because something else was saved meanwhile.
constexpr int kMostTries = 5;

std::vector<Answer> GivenIn(const google::protobuf::Map<std::string, std::string>& answers) {
  std::vector<Answer> given;
  for (const auto& [item, code] : answers) {
    if (!code.empty()) given.push_back({item, code});
  }
  return given;
}

// With the token, so that the same id with two tokens is two requests that nothing connects.
std::string ClaimWithToken(const std::string& token, const std::string& request_id) {
  return ClaimOf(request_id.empty() ? "" : absl::StrCat(token, "/", request_id));
}

}  // namespace

struct AnswerMethods::Opened {
  std::shared_ptr<const FrozenWave> frozen;
  Invitation invitation;
  std::string selector;
  const WaveSite* site = nullptr;
  const Instrument* instrument = nullptr;
};

template <typename Response>
void AnswerMethods::InPool(std::function<void()> work, const Done<Response>& done) const {
  if (!options_.pool->TrySubmit(std::move(work))) done(TooManyResponsesWaiting());
}

absl::StatusOr<AnswerMethods::Opened> AnswerMethods::Open(const std::string& parent,
                                                          const std::string& token,
                                                          absl::string_view claim) const {
  const auto name = ParseWaveName(parent);
  if (!name) return InvalidField("parent", parent, kWaveNameRule);
  const TokenHash hash = HashOfToken(token);
  ASSIGN_OR_RETURN(const auto found, options_.store->FindInvitation(*name, hash.selector));
  RETURN_IF_ERROR(MayAnswer(found, hash.verifier, claim, options_.clock->Now()));
  Opened opened{.invitation = *found, .selector = hash.selector};
  ASSIGN_OR_RETURN(opened.frozen, options_.waves->Load(*name));
  opened.site = &opened.frozen->sites[found->site - 1];
  opened.instrument = InstrumentFor(opened.frozen->wave, opened.site->level, *options_.catalogue);
  if (opened.instrument == nullptr) return InstrumentNotFound(name->ToString());
  return opened;
}

void AnswerMethods::StartResponse(const pb::StartResponseRequest& request,
                                  Done<pb::StartResponseResponse> done) const {
  InPool([this, &request, done] { done(Start(request)); }, done);
}

ReadAnswers AnswerMethods::Saved(const Opened& opened, const std::string& token) {
  return SavedAnswers(*opened.instrument, OpenDraft(token, opened.frozen->wave.name.ToString(),
                                                    opened.invitation.draft));
}

absl::StatusOr<pb::StartResponseResponse> AnswerMethods::Start(
    const pb::StartResponseRequest& request) const {
  ASSIGN_OR_RETURN(const Opened opened, Open(request.parent(), request.token(), kRevoked));
  const Wave& wave = opened.frozen->wave;
  pb::StartResponseResponse response;
  response.set_wave_display_name(wave.display_name);
  response.set_organisation(
      OrganisationName{wave.name.programme, opened.site->organisation}.ToString());
  response.set_level(ToProto(opened.site->level));
  response.set_staff_group(
      static_cast<pcsp::type::v1::StaffGroup>(static_cast<int>(opened.invitation.staff_group)));
  response.set_instrument(opened.instrument->name());
  *response.mutable_questions() = QuestionsFor(*opened.instrument,
                                               {.level = opened.site->level,
                                                .staff_group = opened.invitation.staff_group,
                                                .milestone = opened.site->milestone},
                                               request.language());
  if (const auto until = opened.invitation.expire_time) {
    response.mutable_expire_time()->set_seconds(absl::ToUnixSeconds(*until));
  }
  const ReadAnswers draft = Saved(opened, request.token());
  for (const auto& [item, code] : draft.codes) (*response.mutable_draft())[item] = code;
  for (const auto& [item, words] : draft.words) (*response.mutable_draft_words())[item] = words;
  return response;
}

void AnswerMethods::SaveDraft(const pb::SaveDraftRequest& request,
                              Done<pb::SaveDraftResponse> done) const {
  InPool(
      [this, &request, done] {
        const absl::Status saved = Save(request);
        saved.ok() ? done(pb::SaveDraftResponse()) : done(saved);
      },
      done);
}

absl::Status AnswerMethods::Save(const pb::SaveDraftRequest& request) const {
  ASSIGN_OR_RETURN(const Opened opened, Open(request.parent(), request.token(), kRevoked));
  const GivenAnswers given{GivenIn(request.answers()), GivenIn(request.words())};
  std::string draft;
  if (!given.codes.empty() || !given.words.empty()) {
    Violations violations;
    const PackedAnswers packed = PackDraft(*opened.instrument, given, violations);
    RETURN_IF_ERROR(violations.ToStatus());
    ASSIGN_OR_RETURN(const std::string text, TextOfDraft(packed));
    draft = SealDraft(request.token(), opened.frozen->wave.name.ToString(), text);
  }
  return options_.store->SaveDraft(opened.invitation.wave_key, opened.selector, draft);
}

void AnswerMethods::ExportDraft(const pb::ExportDraftRequest& request,
                                Done<pb::ExportDraftResponse> done) const {
  InPool([this, &request, done] { done(Export(request)); }, done);
}

absl::StatusOr<pb::ExportDraftResponse> AnswerMethods::Export(
    const pb::ExportDraftRequest& request) const {
  ASSIGN_OR_RETURN(const Opened opened, Open(request.parent(), request.token(), kRevoked));
  pb::ExportDraftResponse response;
  response.set_questionnaire_response(WriteQuestionnaireResponse(
      *opened.instrument, Saved(opened, request.token()), ResponseStatus::kInProgress));
  return response;
}

absl::StatusOr<pb::ExportResponsesResponse> AnswerMethods::ExportResponses(
    const rpc::Call&, const pb::ExportResponsesRequest& request) const {
  const auto name = ParseWaveName(request.parent());
  if (!name) return InvalidField("parent", request.parent(), kWaveNameRule);
  RETURN_IF_ERROR(options_.store->GetWave(*name).status());
  return ResponsesNotExported(name->ToString());
}

void AnswerMethods::Submit(const pb::SubmitResponseRequest& request,
                           Done<pb::SubmitResponseResponse> done) const {
  SubmitAgain(request, kMostTries, std::move(done));
}

void AnswerMethods::SubmitAgain(const pb::SubmitResponseRequest& request, int tries,
                                Done<pb::SubmitResponseResponse> done) const {
  InPool([this, &request, tries, done] { Store(request, tries - 1, done); }, done);
}

void AnswerMethods::Store(const pb::SubmitResponseRequest& request, int more_tries,
                          Done<pb::SubmitResponseResponse> done) const {
  Violations violations;
  const std::string request_id = RequestIdFrom("request_id", request.request_id(), violations);
  const std::string claim = ClaimWithToken(request.token(), request_id);
  const auto opened = Open(request.parent(), request.token(), claim);
  if (!opened.ok()) return done(opened.status());
  if (opened->invitation.claim == claim) return done(pb::SubmitResponseResponse());
  if (!request.organisation().empty()) {
    violations.Add("organisation", request.organisation(), "nothing, beside a token");
  }
  if (request.staff_group() != pcsp::type::v1::STAFF_GROUP_UNSPECIFIED) {
    violations.Add("staff_group", "", "nothing, beside a token");
  }
  const Respondent respondent{opened->site->level, opened->invitation.staff_group,
                              opened->site->milestone};
  pb::SubmitResponseRequest whole = request;
  AddSaved(Saved(*opened, request.token()), whole);
  PackedAnswers packed = PackResponse(*opened->instrument, respondent,
                                      {AnswersOf(whole), WordsOf(whole)}, {}, violations);
  PackedResponse response{.wave_key = opened->invitation.wave_key,
                          .wave = opened->frozen->wave.name,
                          .site = opened->site->number,
                          .staff_group = opened->invitation.staff_group,
                          .answers = std::move(packed.row),
                          .claim = claim,
                          .token = opened->selector,
                          .draft = opened->invitation.draft,
                          .words = std::move(packed.words)};
  if (!violations.empty()) return done(violations.ToStatus());
  const auto settle = [this, &request, more_tries, done](const absl::StatusOr<Appended>& result) {
    if (IsDraftChanged(result.status())) {
      // Who saves as often as that can be told to come again as well as anybody.
      return more_tries > 0 ? SubmitAgain(request, more_tries, done)
                            : done(TooManyResponsesWaiting());
    }
    result.ok() ? done(pb::SubmitResponseResponse()) : done(result.status());
  };
  options_.writer->Submit(std::move(response), settle);
}

}  // namespace pcsp::assessments

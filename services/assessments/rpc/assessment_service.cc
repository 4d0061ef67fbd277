#include "services/assessments/rpc/assessment_service.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "common/base/ids.h"
#include "common/base/status_macros.h"
#include "services/assessments/domain/errors.h"
#include "services/assessments/rpc/bulk_submission.h"
#include "services/assessments/rpc/invitations/answer_methods.h"

namespace pcsp::assessments {
namespace {

constexpr size_t kDefaultPage = 50;

rpc::Handler::Options Named(rpc::Handler::Options options) {
  options.service = pb::AssessmentService::service_full_name();
  return options;
}

// The messages hashed here have no map, and so their bytes follow from their fields.
template <typename Request>
sql::RequestKey KeyOf(absl::string_view method, Request request, const std::string& request_id) {
  request.clear_request_id();
  return {.method = absl::StrCat("assessments.", method),
          .request_id = request_id,
          .payload_hash = Sha256Hex(request.SerializeAsString())};
}

std::string Serialised(const Wave& wave) { return ToProto(wave).SerializeAsString(); }

absl::StatusOr<pb::Wave> Parsed(const std::string& reply) {
  pb::Wave wave;
  if (!wave.ParseFromString(reply)) return absl::DataLossError("stored reply");
  return wave;
}

// What opening `wave` over `sites` comes to.
absl::StatusOr<OpenedWave> OpenedOver(Wave wave, const std::vector<WaveSite>& given,
                                      const std::string& etag, const Catalogue& catalogue,
                                      absl::Time now) {
  OpenedWave opened;
  ASSIGN_OR_RETURN(opened.sites, FreezeSites(wave, catalogue, given));
  ASSIGN_OR_RETURN(opened.wave,
                   Open(std::move(wave), etag, static_cast<int>(opened.sites.size()), now));
  for (const std::string& name : opened.wave.instruments) {
    const Instrument* const instrument = catalogue.Find(name);
    if (instrument == nullptr) return InstrumentNotFound(name);
    opened.fingerprints.emplace_back(name, FingerprintOf(*instrument));
  }
  return opened;
}

}  // namespace

AssessmentService::AssessmentService(Options options)
    : options_(std::move(options)),
      tokens_(options_.page_token_key),
      handler_(Named(options_.handler)),
      measure_methods_(options_.evidence, &tokens_),
      value_methods_(options_.evidence, &tokens_),
      observation_methods_(options_.evidence, &tokens_) {}

AssessmentService::Page AssessmentService::PageOf(int32_t page_size, const std::string& token,
                                                  const std::vector<std::string>& arguments,
                                                  size_t most, Violations& violations) const {
  if (page_size < 0) violations.Add("page_size", absl::StrCat(page_size), "0 or more");
  const auto cursor = tokens_.Decode(token, arguments);
  if (!cursor.ok()) violations.Merge("", cursor.status());
  const size_t wanted = page_size <= 0 ? kDefaultPage : page_size;
  return {.size = std::min(wanted, most),
          .after = cursor.ok() && !cursor->empty() ? cursor->front() : ""};
}

absl::StatusOr<pb::Wave> AssessmentService::CreateWave(const rpc::Call& call,
                                                       const pb::CreateWaveRequest& request) {
  Violations violations;
  Wave given = FromProto(request, violations);
  const std::string request_id = RequestIdFrom("request_id", request.request_id(), violations);
  if (given.name.wave.empty()) given.name.wave = NewUuid(call.now);
  RETURN_IF_ERROR(options_.catalogue->Prepare(given.instruments));
  const auto wave = NewWave(std::move(given), *options_.catalogue, call.now);
  violations.Merge("", wave.status());
  RETURN_IF_ERROR(violations.ToStatus());
  ASSIGN_OR_RETURN(
      const std::string reply,
      options_.store->CreateWave(KeyOf("CreateWave", request, request_id), *wave, Serialised));
  return Parsed(reply);
}

absl::StatusOr<pb::Wave> AssessmentService::GetWave(const rpc::Call&,
                                                    const pb::GetWaveRequest& request) {
  Violations violations;
  const WaveName name = WaveNameFrom("name", request.name(), violations);
  RETURN_IF_ERROR(violations.ToStatus());
  ASSIGN_OR_RETURN(const Wave wave, options_.store->GetWave(name));
  return ToProto(wave);
}

absl::StatusOr<pb::ListWavesResponse> AssessmentService::ListWaves(
    const rpc::Call&, const pb::ListWavesRequest& request) {
  Violations violations;
  const auto programme = ParseProgrammeName(request.parent());
  if (!programme) violations.Add("parent", request.parent(), kProgrammeNameRule);
  const std::vector<std::string> arguments = {"ListWaves", request.parent()};
  const Page page =
      PageOf(request.page_size(), request.page_token(), arguments, kLargestPage, violations);
  RETURN_IF_ERROR(violations.ToStatus());
  // One more than the page holds tells whether there is another.
  ASSIGN_OR_RETURN(
      std::vector<Wave> waves,
      options_.store->ListWaves(*programme, page.after, static_cast<int>(page.size) + 1));
  pb::ListWavesResponse response;
  if (waves.size() > page.size) {
    waves.resize(page.size);
    response.set_next_page_token(tokens_.Encode({waves.back().name.wave}, arguments));
  }
  for (const Wave& wave : waves) *response.add_waves() = ToProto(wave);
  return response;
}

absl::StatusOr<pb::Wave> AssessmentService::OpenWave(const rpc::Call& call,
                                                     const pb::OpenWaveRequest& request) {
  Violations violations;
  const WaveName name = WaveNameFrom("name", request.name(), violations);
  const std::string request_id = RequestIdFrom("request_id", request.request_id(), violations);
  const std::vector<WaveSite> sites = FromProto(request, name.programme, violations);
  RETURN_IF_ERROR(violations.ToStatus());
  // The rule below runs in a transaction, where nothing can be fetched.
  if (const auto draft = options_.store->GetWave(name); draft.ok()) {
    RETURN_IF_ERROR(options_.catalogue->Prepare(draft->instruments));
  }
  ASSIGN_OR_RETURN(const std::string reply,
                   options_.store->OpenWave(
                       KeyOf("OpenWave", request, request_id), name, call.now,
                       [&](Wave wave) {
                         return OpenedOver(std::move(wave), sites, request.etag(),
                                           *options_.catalogue, call.now);
                       },
                       Serialised));
  RingFor(name);
  return Parsed(reply);
}

void AssessmentService::RingFor(const WaveName& wave) const {
  if (options_.doorbell != nullptr) options_.doorbell->Ring(wave.ToString());
}

absl::StatusOr<pb::Wave> AssessmentService::Move(
    absl::string_view method, const std::string& name,
    const std::function<absl::StatusOr<Wave>(Wave)>& rule) {
  Violations violations;
  const WaveName parsed = WaveNameFrom("name", name, violations);
  RETURN_IF_ERROR(violations.ToStatus());
  ASSIGN_OR_RETURN(const Wave wave, options_.store->UpdateWave(absl::StrCat("assessments.", method),
                                                               parsed, rule, Serialised));
  RingFor(parsed);
  return ToProto(wave);
}

absl::StatusOr<pb::Wave> AssessmentService::CloseWave(const rpc::Call& call,
                                                      const pb::CloseWaveRequest& request) {
  return Move("CloseWave", request.name(),
              [&](Wave wave) { return Close(std::move(wave), request.etag(), call.now); });
}

absl::StatusOr<pb::Wave> AssessmentService::CompleteWave(const rpc::Call& call,
                                                         const pb::CompleteWaveRequest& request) {
  return Move("CompleteWave", request.name(),
              [&](Wave wave) { return Complete(std::move(wave), call.now); });
}

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

void AssessmentService::Submit(const FrozenWave& wave, const pb::SubmitResponseRequest& request,
                               Submitted done) {
  if (absl::Status open = TakesAnswersOfAnybody(wave.wave); !open.ok()) return done(open);
  Violations violations;
  const auto organisation = ParseOrganisationName(request.organisation());
  const WaveSite* const site = organisation && organisation->programme == wave.wave.name.programme
                                   ? wave.Find(organisation->organisation)
                                   : nullptr;
  if (site == nullptr) {
    violations.Add("organisation", request.organisation(), "the name of a site of this wave");
  }
  const auto staff_group = FromProto(request.staff_group());
  if (!staff_group) violations.Add("staff_group", "", kStaffGroupRule);
  const std::string request_id = RequestIdFrom("request_id", request.request_id(), violations);
  PackedResponse response{.wave_key = wave.wave.key, .wave = wave.wave.name};
  if (site != nullptr) {
    const Instrument* const instrument = InstrumentFor(wave.wave, site->level, *options_.catalogue);
    if (instrument == nullptr) return done(InstrumentNotFound(wave.wave.name.ToString()));
    const Respondent respondent{site->level, staff_group, site->milestone};
    PackedAnswers packed = PackResponse(*instrument, respondent,
                                        {AnswersOf(request), WordsOf(request)}, {}, violations);
    response.answers = std::move(packed.row);
    response.words = std::move(packed.words);
  }
  if (!violations.empty()) return done(violations.ToStatus());
  response.site = site->number;
  response.staff_group = *staff_group;
  response.claim = ClaimOf(request_id);
  options_.writer->Submit(std::move(response), [done](const absl::StatusOr<Appended>& result) {
    result.ok() ? done(pb::SubmitResponseResponse()) : done(result.status());
  });
}

grpc::ServerReadReactor<pb::BulkSubmitResponsesRequest>* AssessmentService::BulkSubmitResponses(
    grpc::CallbackServerContext* context, pb::BulkSubmitResponsesResponse* response) {
  return handler_.ClientStream<pb::BulkSubmitResponsesRequest>(
      context, response, "BulkSubmitResponses", [this](const rpc::Call&) {
        return std::make_unique<BulkSubmission>(options_.store, options_.waves, options_.catalogue);
      });
}

}  // namespace pcsp::assessments

#include "services/assessments/rpc/assessment_service.h"

#include <algorithm>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "common/base/ids.h"
#include "common/base/status_macros.h"
#include "services/assessments/domain/errors.h"

namespace pcsp::assessments {
namespace {

constexpr size_t kDefaultPage = 50;

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

AssessmentService::AssessmentService(Options options) : GroupReactors(std::move(options)) {}

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
  pb::WaveOpening opening;
  const auto rule = [&](Wave wave) -> absl::StatusOr<OpenedWave> {
    ASSIGN_OR_RETURN(OpenedWave opened, OpenedOver(std::move(wave), sites, request.etag(),
                                                   *options_.catalogue, call.now));
    opening = ToProto(opened.wave, OpeningOf(opened.wave, sites.size(), opened.sites));
    return opened;
  };
  const auto encode = [&opening](const Wave& wave) {
    pb::Wave reply = ToProto(wave);
    *reply.mutable_opening() = opening;
    return reply.SerializeAsString();
  };
  if (request.validate_only()) {
    ASSIGN_OR_RETURN(const std::string reply, options_.store->TryOpening(name, rule, encode));
    return Parsed(reply);
  }
  ASSIGN_OR_RETURN(const std::string reply,
                   options_.store->OpenWave(KeyOf("OpenWave", request, request_id), name, call.now,
                                            rule, encode));
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

}  // namespace pcsp::assessments

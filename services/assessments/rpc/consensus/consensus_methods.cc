#include "services/assessments/rpc/consensus/consensus_methods.h"

#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "common/base/status_macros.h"
#include "services/assessments/domain/comparison/result_sentences.h"
#include "services/assessments/domain/errors.h"
#include "services/assessments/domain/fhir/questionnaire_response.h"
#include "services/assessments/domain/response.h"
#include "services/assessments/rpc/convert.h"
#include "services/assessments/rpc/request_key.h"

namespace pcsp::assessments {
namespace {

constexpr int kDefaultPage = 50, kLargestPage = 1000;

void SetTime(absl::Time time, google::protobuf::Timestamp* stamp) {
  const int64_t micros = absl::ToUnixMicros(time);
  stamp->set_seconds(micros / 1'000'000);
  stamp->set_nanos(static_cast<int32_t>(micros % 1'000'000) * 1000);
}

std::vector<Answer> AnswersIn(const pb::TeamConsensus& message) {
  std::vector<Answer> answers;
  for (const auto& [item, code] : message.answers()) answers.push_back({item, code});
  return answers;
}

// The site that a request is about; INVALID_FIELDS if it is none of the wave's.
absl::StatusOr<const WaveSite*> SiteOf(const FrozenWave& frozen, const std::string& organisation) {
  const auto name = ParseOrganisationName(organisation);
  const bool ours = name && name->programme == frozen.wave.name.programme;
  const WaveSite* const site = ours ? frozen.Find(name->organisation) : nullptr;
  if (site != nullptr) return site;
  return InvalidField("team_consensus.organisation", organisation,
                      "the name of a site of this wave");
}

// Without an instrument, where the site is not known, answers are left unread.
TeamConsensus FromProto(const pb::TeamConsensus& message, const Instrument* instrument,
                        Violations& violations) {
  TeamConsensus given{.people_present = message.people_present()};
  if (given.people_present < 1 || given.people_present > kMostPeople) {
    violations.Add("team_consensus.people_present", absl::StrCat(given.people_present),
                   "1 to 100000 people");
  }
  if (instrument == nullptr) return given;
  Violations of_answers;
  given.answers = PackAnswers(*instrument, AnswersIn(message), "answers[$0]", of_answers);
  violations.Merge("team_consensus.", of_answers.ToStatus());
  return given;
}

}  // namespace

pb::TeamConsensus ToProto(const WaveName& wave, const WaveSite& site, const Instrument& instrument,
                          const TeamConsensus& consensus) {
  pb::TeamConsensus message;
  message.set_name(ConsensusNameOf(wave, site.organisation));
  message.set_organisation(OrganisationName{wave.programme, site.organisation}.ToString());
  message.set_level(ToProto(site.level));
  message.set_instrument(instrument.name());
  for (const auto& [item, code] : UnpackAnswers(instrument, consensus.answers)) {
    (*message.mutable_answers())[item] = code;
  }
  message.set_people_present(consensus.people_present);
  for (const auto& [construct, score] : ScoresOf(instrument, consensus.answers)) {
    auto* added = message.add_scores();
    added->set_construct(ToProto(construct));
    added->set_score(score);
    added->set_sentence(ConsensusSentence(construct, score, consensus.people_present));
  }
  SetTime(consensus.create_time, message.mutable_create_time());
  SetTime(consensus.update_time, message.mutable_update_time());
  message.set_etag(consensus.etag());
  return message;
}

pb::SiteResults WithConsensus(const WaveResults& results, const WaveSite& site,
                              pb::SiteResults message) {
  const auto found = results.consensus.find(site.number);
  if (found == results.consensus.end()) return message;
  *message.mutable_team_consensus() =
      ToProto(results.wave.name, site, results.FiguresOf(site).instrument(), found->second);
  return message;
}

absl::StatusOr<pb::TeamConsensus> ConsensusMethods::SubmitTeamConsensus(
    const rpc::Call& call, const pb::SubmitTeamConsensusRequest& request) const {
  Violations violations;
  const WaveName name = WaveNameFrom("parent", request.parent(), violations);
  const std::string request_id = RequestIdFrom("request_id", request.request_id(), violations);
  if (!ParseWaveName(request.parent())) {
    FromProto(request.team_consensus(), nullptr, violations);
    return violations.ToStatus();
  }
  ASSIGN_OR_RETURN(const auto frozen, waves_->Load(name));
  const auto site = SiteOf(*frozen, request.team_consensus().organisation());
  violations.Merge("", site.status());
  const Instrument* const instrument =
      site.ok() ? InstrumentFor(frozen->wave, (*site)->level, *catalogue_) : nullptr;
  TeamConsensus given = FromProto(request.team_consensus(), instrument, violations);
  RETURN_IF_ERROR(violations.ToStatus());
  if (instrument == nullptr) return InstrumentNotFound(name.ToString());
  RETURN_IF_ERROR(TooSmallToBePrivate(frozen->wave, **site));
  given.site = (*site)->number;
  ASSIGN_OR_RETURN(const std::string reply,
                   store_->SubmitTeamConsensus(
                       RequestKeyOf("SubmitTeamConsensus", request, request_id), name, **site,
                       [&](const std::optional<TeamConsensus>& has) {
                         return Replace(name, (*site)->organisation, has, given, request.etag(),
                                        call.now);
                       },
                       call.now,
                       [&](const TeamConsensus& consensus) {
                         return BytesOf(ToProto(name, **site, *instrument, consensus));
                       }));
  pb::TeamConsensus consensus;
  if (!consensus.ParseFromString(reply)) return absl::DataLossError("stored reply");
  return consensus;
}

absl::StatusOr<ConsensusMethods::Found> ConsensusMethods::Find(const std::string& text) const {
  const auto name = ParseConsensusName(text);
  if (!name) return InvalidField("name", text, kConsensusNameRule);
  Found found;
  ASSIGN_OR_RETURN(found.wave, store_->GetWave(name->first));
  if (found.wave.state == WaveState::kDraft) return TeamConsensusNotFound(text);
  ASSIGN_OR_RETURN(found.frozen, waves_->Load(name->first));
  found.site = found.frozen->Find(name->second);
  ASSIGN_OR_RETURN(const std::vector<TeamConsensus> all, store_->ListTeamConsensus(found.wave));
  for (const TeamConsensus& consensus : all) {
    if (found.site == nullptr || consensus.site != found.site->number) continue;
    found.instrument = InstrumentFor(found.wave, found.site->level, *catalogue_);
    if (found.instrument == nullptr) return InstrumentNotFound(name->first.ToString());
    found.consensus = consensus;
    return found;
  }
  return TeamConsensusNotFound(text);
}

absl::StatusOr<pb::TeamConsensus> ConsensusMethods::GetTeamConsensus(
    const rpc::Call&, const pb::GetTeamConsensusRequest& request) const {
  ASSIGN_OR_RETURN(const Found found, Find(request.name()));
  return ToProto(found.wave.name, *found.site, *found.instrument, found.consensus);
}

absl::StatusOr<pb::ExportTeamConsensusResponse> ConsensusMethods::ExportTeamConsensus(
    const rpc::Call&, const pb::ExportTeamConsensusRequest& request) const {
  ASSIGN_OR_RETURN(const Found found, Find(request.name()));
  const ReadAnswers answers{UnpackAnswers(*found.instrument, found.consensus.answers), {}};
  pb::ExportTeamConsensusResponse response;
  response.set_questionnaire_response(
      WriteQuestionnaireResponse(*found.instrument, answers, ResponseStatus::kCompleted));
  return response;
}

absl::StatusOr<pb::ListTeamConsensusResponse> ConsensusMethods::ListTeamConsensus(
    const rpc::Call&, const pb::ListTeamConsensusRequest& request) const {
  Violations violations;
  const WaveName name = WaveNameFrom("parent", request.parent(), violations);
  if (request.page_size() < 0) {
    violations.Add("page_size", absl::StrCat(request.page_size()), "0 or more");
  }
  const std::vector<std::string> arguments = {"ListTeamConsensus", request.parent()};
  const auto cursor = tokens_.Decode(request.page_token(), arguments);
  if (!cursor.ok()) violations.Merge("", cursor.status());
  RETURN_IF_ERROR(violations.ToStatus());
  ASSIGN_OR_RETURN(const Wave wave, store_->GetWave(name));
  pb::ListTeamConsensusResponse response;
  if (wave.state == WaveState::kDraft) return response;
  ASSIGN_OR_RETURN(const auto frozen, waves_->Load(name));
  ASSIGN_OR_RETURN(const std::vector<TeamConsensus> all, store_->ListTeamConsensus(wave));
  int after = 0;
  if (!cursor->empty() && !absl::SimpleAtoi(cursor->front(), &after)) after = 0;
  const int wanted = request.page_size() == 0 ? kDefaultPage : request.page_size();
  for (const TeamConsensus& consensus : all) {
    if (consensus.site <= after) continue;
    if (response.team_consensus_size() == std::min(wanted, kLargestPage)) {
      response.set_next_page_token(tokens_.Encode({absl::StrCat(after)}, arguments));
      break;
    }
    after = consensus.site;
    const WaveSite& site = frozen->sites[consensus.site - 1];
    const Instrument* const instrument = InstrumentFor(wave, site.level, *catalogue_);
    if (instrument == nullptr) return InstrumentNotFound(name.ToString());
    *response.add_team_consensus() = ToProto(wave.name, site, *instrument, consensus);
  }
  return response;
}

}  // namespace pcsp::assessments

// pcsp.assessments.v1.AssessmentService. Each method is a plain function from request to reply, and
// a line that hands it to the handler.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "common/base/page_token.h"
#include "common/rpc/audit_methods.h"
#include "common/rpc/handler.h"
#include "common/rpc/worker_pool.h"
#include "common/storage/cache/doorbell.h"
#include "pcsp/assessments/v1/assessment_service.grpc.pb.h"
#include "services/assessments/domain/catalogue.h"
#include "services/assessments/rpc/comparison/comparison_methods.h"
#include "services/assessments/rpc/convert.h"
#include "services/assessments/rpc/disclosure/group_methods.h"
#include "services/assessments/rpc/disclosure/words_methods.h"
#include "services/assessments/rpc/final_replies.h"
#include "services/assessments/rpc/frozen_waves.h"
#include "services/assessments/rpc/instruments/instrument_methods.h"
#include "services/assessments/rpc/instruments/questionnaire_methods.h"
#include "services/assessments/rpc/measures/value_methods.h"
#include "services/assessments/rpc/observations/observation_methods.h"
#include "services/assessments/rpc/response_writer.h"
#include "services/assessments/rpc/wave_results.h"
#include "services/assessments/store/store.h"

namespace pcsp::assessments {

class AnswerMethods;
class ConsensusMethods;
class InvitationMethods;

// What final answers come to goes out as bytes, ready-made where it is in memory.
using AssessmentServiceBase = pb::AssessmentService::WithRawCallbackMethod_GetSiteResults<
    pb::AssessmentService::WithRawCallbackMethod_ListSiteResults<
        pb::AssessmentService::WithRawCallbackMethod_ListEvidence<
            pb::AssessmentService::CallbackService>>>;

// Thread-safe. What it points to must outlive it.
class AssessmentService final : public AssessmentServiceBase {
 public:
  using Context = grpc::CallbackServerContext;
  using Unary = grpc::ServerUnaryReactor;
  template <typename Request>
  using Stream = grpc::ServerReadReactor<Request>;

  struct Options {
    const Catalogue* catalogue;
    Store* store;
    FrozenWaves* waves;
    WaveResultsCache* results;
    ResponseWriter* writer;
    FinalReplies* replies;
    ComparisonMethods* comparisons;
    const GroupMethods* groups;
    const WordsMethods* words;
    Doorbell* doorbell = nullptr;  // rung when a wave changes; may be null
    std::string page_token_key;
    const rpc::AuditMethods* audit;
    EvidenceTools evidence;
    const InvitationMethods* invitations;
    const AnswerMethods* answers;
    const ConsensusMethods* consensus;
    const InstrumentMethods* instruments;
    const QuestionnaireMethods* questionnaires;
    rpc::Handler::Options handler;  // its `service` is filled in
  };

  explicit AssessmentService(Options options);

  absl::StatusOr<pb::Wave> CreateWave(const rpc::Call& call, const pb::CreateWaveRequest& request);
  absl::StatusOr<pb::Wave> GetWave(const rpc::Call& call, const pb::GetWaveRequest& request);
  absl::StatusOr<pb::ListWavesResponse> ListWaves(const rpc::Call& call,
                                                  const pb::ListWavesRequest& request);
  absl::StatusOr<pb::Wave> OpenWave(const rpc::Call& call, const pb::OpenWaveRequest& request);
  absl::StatusOr<pb::Wave> CloseWave(const rpc::Call& call, const pb::CloseWaveRequest& request);
  absl::StatusOr<pb::Wave> CompleteWave(const rpc::Call& call,
                                        const pb::CompleteWaveRequest& request);
  absl::StatusOr<pb::WaveProgress> GetWaveProgress(const rpc::Call& call,
                                                   const pb::GetWaveProgressRequest& request);
  // The replies as bytes.
  absl::StatusOr<std::string> GetSiteResults(const rpc::Call& call,
                                             const pb::GetSiteResultsRequest& request);
  absl::StatusOr<std::string> ListSiteResults(const rpc::Call& call,
                                              const pb::ListSiteResultsRequest& request);
  absl::StatusOr<std::string> ListEvidence(const rpc::Call& call,
                                           const pb::ListEvidenceRequest& request);

  // Answers from another thread once the response is durable; `request` must live until then.
  using Submitted = std::function<void(absl::StatusOr<pb::SubmitResponseResponse>)>;
  void SubmitResponse(const rpc::Call& call, const pb::SubmitResponseRequest& request,
                      Submitted done);

  // Instruments: rpc/instruments/reactors.cc.
  Unary* ListInstruments(Context*, const pb::ListInstrumentsRequest*,
                         pb::ListInstrumentsResponse*) override;
  Unary* GetInstrument(Context*, const pb::GetInstrumentRequest*, pb::Instrument*) override;
  Unary* CreateInstrument(Context*, const pb::CreateInstrumentRequest*, pb::Instrument*) override;
  Unary* UpdateInstrument(Context*, const pb::UpdateInstrumentRequest*, pb::Instrument*) override;
  Unary* PublishInstrumentVersion(Context*, const pb::PublishInstrumentVersionRequest*,
                                  pb::Instrument*) override;
  Unary* RetireInstrument(Context*, const pb::RetireInstrumentRequest*, pb::Instrument*) override;
  Unary* ImportQuestionnaire(Context*, const pb::ImportQuestionnaireRequest*,
                             pb::ImportQuestionnaireResponse*) override;
  Unary* ExportQuestionnaire(Context*, const pb::ExportQuestionnaireRequest*,
                             pb::ExportQuestionnaireResponse*) override;
  Unary* SubmitQuestionnaireResponse(Context*, const pb::SubmitQuestionnaireResponseRequest*,
                                     pb::SubmitQuestionnaireResponseResponse*) override;
  Unary* CreateWave(Context*, const pb::CreateWaveRequest*, pb::Wave*) override;
  Unary* GetWave(Context*, const pb::GetWaveRequest*, pb::Wave*) override;
  Unary* ListWaves(Context*, const pb::ListWavesRequest*, pb::ListWavesResponse*) override;
  Unary* OpenWave(Context*, const pb::OpenWaveRequest*, pb::Wave*) override;
  Unary* CloseWave(Context*, const pb::CloseWaveRequest*, pb::Wave*) override;
  Unary* CompleteWave(Context*, const pb::CompleteWaveRequest*, pb::Wave*) override;
  Unary* SubmitResponse(Context*, const pb::SubmitResponseRequest*,
                        pb::SubmitResponseResponse*) override;
  Stream<pb::BulkSubmitResponsesRequest>* BulkSubmitResponses(
      Context*, pb::BulkSubmitResponsesResponse*) override;
  Unary* GetWaveProgress(Context*, const pb::GetWaveProgressRequest*, pb::WaveProgress*) override;
  Unary* GetSiteResults(Context*, const grpc::ByteBuffer*, grpc::ByteBuffer*) override;
  Unary* ListSiteResults(Context*, const grpc::ByteBuffer*, grpc::ByteBuffer*) override;
  Unary* ListEvidence(Context*, const grpc::ByteBuffer*, grpc::ByteBuffer*) override;
  // In comparison/reactors.cc.
  Unary* CompareWaves(Context*, const pb::CompareWavesRequest*, pb::WaveComparison*) override;
  Unary* GetSiteRadar(Context*, const pb::GetSiteRadarRequest*, pb::SiteRadar*) override;
  Unary* GetReliability(Context*, const pb::GetReliabilityRequest*, pb::WaveReliability*) override;
  Unary* GetSiteGaps(Context*, const pb::GetSiteGapsRequest*, pb::SiteGaps*) override;
  Unary* GetRepresentativeness(Context*, const pb::GetRepresentativenessRequest*,
                               pb::Representativeness*) override;
  Unary* GetFunnel(Context*, const pb::GetFunnelRequest*, pb::WaveFunnel*) override;
  Unary* GetGroupResults(Context*, const pb::GetGroupResultsRequest*, pb::GroupResults*) override;
  Unary* GetWords(Context*, const pb::GetWordsRequest*, pb::WaveWords*) override;
  Unary* ReleaseGroupResults(Context*, const pb::ReleaseGroupResultsRequest*,
                             pb::GroupResults*) override;
  Unary* ListAuditEntries(Context*, const audit::v1::ListAuditEntriesRequest*,
                          audit::v1::ListAuditEntriesResponse*) override;
  Unary* ExportAuditHead(Context*, const audit::v1::ExportAuditHeadRequest*,
                         audit::v1::AuditHead*) override;
  // Measures and observations: see rpc/measures and rpc/observations.
  Unary* CreateMeasureDefinition(Context*, const pb::CreateMeasureDefinitionRequest*,
                                 pb::MeasureDefinition*) override;
  Unary* GetMeasureDefinition(Context*, const pb::GetMeasureDefinitionRequest*,
                              pb::MeasureDefinition*) override;
  Unary* ListMeasureDefinitions(Context*, const pb::ListMeasureDefinitionsRequest*,
                                pb::ListMeasureDefinitionsResponse*) override;
  Unary* UpdateMeasureDefinition(Context*, const pb::UpdateMeasureDefinitionRequest*,
                                 pb::MeasureDefinition*) override;
  Unary* RetireMeasureDefinition(Context*, const pb::RetireMeasureDefinitionRequest*,
                                 pb::MeasureDefinition*) override;
  Unary* GetMeasurePolicy(Context*, const pb::GetMeasurePolicyRequest*,
                          pb::MeasurePolicy*) override;
  Unary* UpdateMeasurePolicy(Context*, const pb::UpdateMeasurePolicyRequest*,
                             pb::MeasurePolicy*) override;
  Unary* RecordMeasures(Context*, const pb::RecordMeasuresRequest*,
                        pb::RecordMeasuresResponse*) override;
  Unary* ListMeasureValues(Context*, const pb::ListMeasureValuesRequest*,
                           pb::ListMeasureValuesResponse*) override;
  Unary* GetMeasureChart(Context*, const pb::GetMeasureChartRequest*, pb::MeasureChart*) override;
  Unary* CreateObservation(Context*, const pb::CreateObservationRequest*,
                           pb::Observation*) override;
  Unary* GetObservation(Context*, const pb::GetObservationRequest*, pb::Observation*) override;
  Unary* ListObservations(Context*, const pb::ListObservationsRequest*,
                          pb::ListObservationsResponse*) override;
  Unary* UpdateObservation(Context*, const pb::UpdateObservationRequest*,
                           pb::Observation*) override;
  Unary* DeleteObservation(Context*, const pb::DeleteObservationRequest*,
                           pb::DeleteObservationResponse*) override;
  Unary* ListSiteFacts(Context*, const pb::ListSiteFactsRequest*,
                       pb::ListSiteFactsResponse*) override;
  Unary* ListEvidenceChanges(Context*, const pb::ListEvidenceChangesRequest*,
                             pb::ListEvidenceChangesResponse*) override;
  Stream<pb::ImportMeasuresRequest>* ImportMeasures(Context*, pb::RecordMeasuresResponse*) override;
  // invitations/reactors.cc; the plain functions are those of InvitationMethods, AnswerMethods and
  // ConsensusMethods.
  Unary* IssueInvitations(Context*, const pb::IssueInvitationsRequest*,
                          pb::IssueInvitationsResponse*) override;
  Unary* ListOutstandingInvitations(Context*, const pb::ListOutstandingInvitationsRequest*,
                                    pb::ListOutstandingInvitationsResponse*) override;
  Unary* RevokeInvitations(Context*, const pb::RevokeInvitationsRequest*,
                           pb::InvitationBatch*) override;
  Unary* StartResponse(Context*, const pb::StartResponseRequest*,
                       pb::StartResponseResponse*) override;
  Unary* SaveDraft(Context*, const pb::SaveDraftRequest*, pb::SaveDraftResponse*) override;
  grpc::ServerBidiReactor<pb::StreamResponsesRequest, pb::StreamResponsesResponse>* StreamResponses(
      Context*) override;
  Unary* PublishWave(Context*, const pb::PublishWaveRequest*, pb::Wave*) override;
  Unary* SubmitTeamConsensus(Context*, const pb::SubmitTeamConsensusRequest*,
                             pb::TeamConsensus*) override;
  Unary* GetTeamConsensus(Context*, const pb::GetTeamConsensusRequest*,
                          pb::TeamConsensus*) override;
  Unary* ListTeamConsensus(Context*, const pb::ListTeamConsensusRequest*,
                           pb::ListTeamConsensusResponse*) override;

 private:
  static constexpr size_t kLargestPage = 1000;

  // Where a list goes on, and how many things to give now.
  struct Page {
    size_t size = 0;
    std::string after;
  };

  template <typename... Arguments>
  grpc::ServerUnaryReactor* Pooled(Arguments&&... arguments) {
    return handler_.Unary(std::forward<Arguments>(arguments)..., rpc::Mode::kPooled);
  }

  template <typename Request, typename Method>
  grpc::ServerUnaryReactor* Bytes(grpc::CallbackServerContext* context,
                                  const grpc::ByteBuffer* request, grpc::ByteBuffer* response,
                                  absl::string_view name, Method method) {
    return handler_.UnaryBytes<Request>(
        context, request, response, name,
        [this](const rpc::Call&, const Request& message) {
          return options_.replies->AtHand(AskedBy(message));
        },
        std::move(method));
  }

  Page PageOf(int32_t page_size, const std::string& token,
              const std::vector<std::string>& arguments, size_t most, Violations& violations) const;
  // Calls add(site) for the sites of `page` and gives the token of the next page.
  std::string EachOf(const std::vector<const WaveSite*>& sites, const Page& page,
                     const std::vector<std::string>& arguments,
                     const std::function<void(const WaveSite&)>& add) const;
  absl::StatusOr<pb::Wave> Move(absl::string_view method, const std::string& name,
                                const std::function<absl::StatusOr<Wave>(Wave)>& rule);
  void RingFor(const WaveName& wave) const;
  void Submit(const FrozenWave& wave, const pb::SubmitResponseRequest& request, Submitted done);
  void SubmitQuestionnaire(const pb::SubmitQuestionnaireResponseRequest& request, Submitted done);

  const Options options_;
  const PageTokens tokens_;
  rpc::Handler handler_;
  const MeasureMethods measure_methods_;
  const ValueMethods value_methods_;
  const ObservationMethods observation_methods_;
};

}  // namespace pcsp::assessments

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
#include "services/assessments/rpc/final_replies.h"
#include "services/assessments/rpc/frozen_waves.h"
#include "services/assessments/rpc/measures/value_methods.h"
#include "services/assessments/rpc/observations/observation_methods.h"
#include "services/assessments/rpc/instruments/instrument_methods.h"
#include "services/assessments/rpc/instruments/questionnaire_methods.h"
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
  struct Options {
    const Catalogue* catalogue;
    Store* store;
    FrozenWaves* waves;
    WaveResultsCache* results;
    ResponseWriter* writer;
    FinalReplies* replies;
    ComparisonMethods* comparisons;
    const GroupMethods* groups;
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
  grpc::ServerUnaryReactor* ListInstruments(grpc::CallbackServerContext* context,
                                            const pb::ListInstrumentsRequest* request,
                                            pb::ListInstrumentsResponse* response) override;
  grpc::ServerUnaryReactor* GetInstrument(grpc::CallbackServerContext* context,
                                          const pb::GetInstrumentRequest* request,
                                          pb::Instrument* response) override;
  grpc::ServerUnaryReactor* CreateInstrument(grpc::CallbackServerContext* context,
                                             const pb::CreateInstrumentRequest* request,
                                             pb::Instrument* response) override;
  grpc::ServerUnaryReactor* UpdateInstrument(grpc::CallbackServerContext* context,
                                             const pb::UpdateInstrumentRequest* request,
                                             pb::Instrument* response) override;
  grpc::ServerUnaryReactor* PublishInstrumentVersion(
      grpc::CallbackServerContext* context, const pb::PublishInstrumentVersionRequest* request,
      pb::Instrument* response) override;
  grpc::ServerUnaryReactor* RetireInstrument(grpc::CallbackServerContext* context,
                                             const pb::RetireInstrumentRequest* request,
                                             pb::Instrument* response) override;
  grpc::ServerUnaryReactor* ImportQuestionnaire(grpc::CallbackServerContext* context,
                                                const pb::ImportQuestionnaireRequest* request,
                                                pb::ImportQuestionnaireResponse* response) override;
  grpc::ServerUnaryReactor* ExportQuestionnaire(grpc::CallbackServerContext* context,
                                                const pb::ExportQuestionnaireRequest* request,
                                                pb::ExportQuestionnaireResponse* response) override;
  grpc::ServerUnaryReactor* CreateWave(grpc::CallbackServerContext* context,
                                       const pb::CreateWaveRequest* request,
                                       pb::Wave* response) override {
    return Pooled(context, request, response, "CreateWave",
                  [this](const auto&... arguments) { return CreateWave(arguments...); });
  }
  grpc::ServerUnaryReactor* GetWave(grpc::CallbackServerContext* context,
                                    const pb::GetWaveRequest* request,
                                    pb::Wave* response) override {
    return Pooled(context, request, response, "GetWave",
                  [this](const auto&... arguments) { return GetWave(arguments...); });
  }
  grpc::ServerUnaryReactor* ListWaves(grpc::CallbackServerContext* context,
                                      const pb::ListWavesRequest* request,
                                      pb::ListWavesResponse* response) override {
    return Pooled(context, request, response, "ListWaves",
                  [this](const auto&... arguments) { return ListWaves(arguments...); });
  }
  grpc::ServerUnaryReactor* OpenWave(grpc::CallbackServerContext* context,
                                     const pb::OpenWaveRequest* request,
                                     pb::Wave* response) override {
    return Pooled(context, request, response, "OpenWave",
                  [this](const auto&... arguments) { return OpenWave(arguments...); });
  }
  grpc::ServerUnaryReactor* CloseWave(grpc::CallbackServerContext* context,
                                      const pb::CloseWaveRequest* request,
                                      pb::Wave* response) override {
    return Pooled(context, request, response, "CloseWave",
                  [this](const auto&... arguments) { return CloseWave(arguments...); });
  }
  grpc::ServerUnaryReactor* CompleteWave(grpc::CallbackServerContext* context,
                                         const pb::CompleteWaveRequest* request,
                                         pb::Wave* response) override {
    return Pooled(context, request, response, "CompleteWave",
                  [this](const auto&... arguments) { return CompleteWave(arguments...); });
  }
  grpc::ServerUnaryReactor* SubmitResponse(grpc::CallbackServerContext* context,
                                           const pb::SubmitResponseRequest* request,
                                           pb::SubmitResponseResponse* response) override {
    return handler_.UnaryAsync(context, request, response, "SubmitResponse", rpc::Trace::kCounted,
                               [this](const rpc::Call& call, const auto& given, Submitted done) {
                                 SubmitResponse(call, given, std::move(done));
                               });
  }
  grpc::ServerReadReactor<pb::BulkSubmitResponsesRequest>* BulkSubmitResponses(
      grpc::CallbackServerContext* context, pb::BulkSubmitResponsesResponse* response) override;
  grpc::ServerUnaryReactor* GetWaveProgress(grpc::CallbackServerContext* context,
                                            const pb::GetWaveProgressRequest* request,
                                            pb::WaveProgress* response) override {
    return Pooled(context, request, response, "GetWaveProgress",
                  [this](const auto&... arguments) { return GetWaveProgress(arguments...); });
  }
  grpc::ServerUnaryReactor* GetSiteResults(grpc::CallbackServerContext* context,
                                           const grpc::ByteBuffer* request,
                                           grpc::ByteBuffer* response) override {
    return Bytes<pb::GetSiteResultsRequest>(
        context, request, response, "GetSiteResults",
        [this](const auto&... arguments) { return GetSiteResults(arguments...); });
  }
  grpc::ServerUnaryReactor* ListSiteResults(grpc::CallbackServerContext* context,
                                            const grpc::ByteBuffer* request,
                                            grpc::ByteBuffer* response) override {
    return Bytes<pb::ListSiteResultsRequest>(
        context, request, response, "ListSiteResults",
        [this](const auto&... arguments) { return ListSiteResults(arguments...); });
  }
  grpc::ServerUnaryReactor* ListEvidence(grpc::CallbackServerContext* context,
                                         const grpc::ByteBuffer* request,
                                         grpc::ByteBuffer* response) override {
    return Bytes<pb::ListEvidenceRequest>(
        context, request, response, "ListEvidence",
        [this](const auto&... arguments) { return ListEvidence(arguments...); });
  }
  // In comparison/reactors.cc.
  grpc::ServerUnaryReactor* CompareWaves(grpc::CallbackServerContext* context,
                                         const pb::CompareWavesRequest* request,
                                         pb::WaveComparison* response) override;
  grpc::ServerUnaryReactor* GetSiteRadar(grpc::CallbackServerContext* context,
                                         const pb::GetSiteRadarRequest* request,
                                         pb::SiteRadar* response) override;
  grpc::ServerUnaryReactor* GetReliability(grpc::CallbackServerContext* context,
                                           const pb::GetReliabilityRequest* request,
                                           pb::WaveReliability* response) override;
  grpc::ServerUnaryReactor* GetSiteGaps(grpc::CallbackServerContext* context,
                                        const pb::GetSiteGapsRequest* request,
                                        pb::SiteGaps* response) override;
  grpc::ServerUnaryReactor* GetRepresentativeness(grpc::CallbackServerContext* context,
                                                  const pb::GetRepresentativenessRequest* request,
                                                  pb::Representativeness* response) override;
  grpc::ServerUnaryReactor* GetFunnel(grpc::CallbackServerContext* context,
                                      const pb::GetFunnelRequest* request,
                                      pb::WaveFunnel* response) override;
  grpc::ServerUnaryReactor* GetGroupResults(grpc::CallbackServerContext* context,
                                            const pb::GetGroupResultsRequest* request,
                                            pb::GroupResults* response) override {
    return Pooled(context, request, response, "GetGroupResults", [this](const auto&... arguments) {
      return options_.groups->GetGroupResults(arguments...);
    });
  }
  grpc::ServerUnaryReactor* ReleaseGroupResults(grpc::CallbackServerContext* context,
                                                const pb::ReleaseGroupResultsRequest* request,
                                                pb::GroupResults* response) override {
    return Pooled(context, request, response, "ReleaseGroupResults",
                  [this](const auto&... arguments) {
                    return options_.groups->ReleaseGroupResults(arguments...);
                  });
  }
  grpc::ServerUnaryReactor* ListAuditEntries(
      grpc::CallbackServerContext* context, const audit::v1::ListAuditEntriesRequest* request,
      audit::v1::ListAuditEntriesResponse* response) override {
    return Pooled(context, request, response, "ListAuditEntries",
                  [this](const auto&... arguments) { return options_.audit->List(arguments...); });
  }
  grpc::ServerUnaryReactor* ExportAuditHead(grpc::CallbackServerContext* context,
                                            const audit::v1::ExportAuditHeadRequest* request,
                                            audit::v1::AuditHead* response) override {
    return Pooled(context, request, response, "ExportAuditHead", [this](const auto&... arguments) {
      return options_.audit->ExportHead(arguments...);
    });
  }

  // Measures and observations: see rpc/measures and rpc/observations.
  grpc::ServerUnaryReactor* CreateMeasureDefinition(
      grpc::CallbackServerContext* context, const pb::CreateMeasureDefinitionRequest* request,
      pb::MeasureDefinition* response) override;
  grpc::ServerUnaryReactor* GetMeasureDefinition(grpc::CallbackServerContext* context,
                                                 const pb::GetMeasureDefinitionRequest* request,
                                                 pb::MeasureDefinition* response) override;
  grpc::ServerUnaryReactor* ListMeasureDefinitions(
      grpc::CallbackServerContext* context, const pb::ListMeasureDefinitionsRequest* request,
      pb::ListMeasureDefinitionsResponse* response) override;
  grpc::ServerUnaryReactor* UpdateMeasureDefinition(
      grpc::CallbackServerContext* context, const pb::UpdateMeasureDefinitionRequest* request,
      pb::MeasureDefinition* response) override;
  grpc::ServerUnaryReactor* RetireMeasureDefinition(
      grpc::CallbackServerContext* context, const pb::RetireMeasureDefinitionRequest* request,
      pb::MeasureDefinition* response) override;
  grpc::ServerUnaryReactor* GetMeasurePolicy(grpc::CallbackServerContext* context,
                                             const pb::GetMeasurePolicyRequest* request,
                                             pb::MeasurePolicy* response) override;
  grpc::ServerUnaryReactor* UpdateMeasurePolicy(grpc::CallbackServerContext* context,
                                                const pb::UpdateMeasurePolicyRequest* request,
                                                pb::MeasurePolicy* response) override;
  grpc::ServerUnaryReactor* RecordMeasures(grpc::CallbackServerContext* context,
                                           const pb::RecordMeasuresRequest* request,
                                           pb::RecordMeasuresResponse* response) override;
  grpc::ServerUnaryReactor* ListMeasureValues(grpc::CallbackServerContext* context,
                                              const pb::ListMeasureValuesRequest* request,
                                              pb::ListMeasureValuesResponse* response) override;
  grpc::ServerUnaryReactor* GetMeasureChart(grpc::CallbackServerContext* context,
                                            const pb::GetMeasureChartRequest* request,
                                            pb::MeasureChart* response) override;
  grpc::ServerUnaryReactor* CreateObservation(grpc::CallbackServerContext* context,
                                              const pb::CreateObservationRequest* request,
                                              pb::Observation* response) override;
  grpc::ServerUnaryReactor* GetObservation(grpc::CallbackServerContext* context,
                                           const pb::GetObservationRequest* request,
                                           pb::Observation* response) override;
  grpc::ServerUnaryReactor* ListObservations(grpc::CallbackServerContext* context,
                                             const pb::ListObservationsRequest* request,
                                             pb::ListObservationsResponse* response) override;
  grpc::ServerUnaryReactor* UpdateObservation(grpc::CallbackServerContext* context,
                                              const pb::UpdateObservationRequest* request,
                                              pb::Observation* response) override;
  grpc::ServerUnaryReactor* DeleteObservation(grpc::CallbackServerContext* context,
                                              const pb::DeleteObservationRequest* request,
                                              pb::DeleteObservationResponse* response) override;
  grpc::ServerUnaryReactor* ListSiteFacts(grpc::CallbackServerContext* context,
                                          const pb::ListSiteFactsRequest* request,
                                          pb::ListSiteFactsResponse* response) override;
  grpc::ServerUnaryReactor* ListEvidenceChanges(grpc::CallbackServerContext* context,
                                                const pb::ListEvidenceChangesRequest* request,
                                                pb::ListEvidenceChangesResponse* response) override;
  grpc::ServerReadReactor<pb::ImportMeasuresRequest>* ImportMeasures(
      grpc::CallbackServerContext* context, pb::RecordMeasuresResponse* response) override;
  // invitations/reactors.cc; the plain functions are those of InvitationMethods, AnswerMethods and
  // ConsensusMethods.
  grpc::ServerUnaryReactor* IssueInvitations(grpc::CallbackServerContext* context,
                                             const pb::IssueInvitationsRequest* request,
                                             pb::IssueInvitationsResponse* response) override;
  grpc::ServerUnaryReactor* ListOutstandingInvitations(
      grpc::CallbackServerContext* context, const pb::ListOutstandingInvitationsRequest* request,
      pb::ListOutstandingInvitationsResponse* response) override;
  grpc::ServerUnaryReactor* RevokeInvitations(grpc::CallbackServerContext* context,
                                              const pb::RevokeInvitationsRequest* request,
                                              pb::InvitationBatch* response) override;
  grpc::ServerUnaryReactor* StartResponse(grpc::CallbackServerContext* context,
                                          const pb::StartResponseRequest* request,
                                          pb::StartResponseResponse* response) override;
  grpc::ServerUnaryReactor* SaveDraft(grpc::CallbackServerContext* context,
                                      const pb::SaveDraftRequest* request,
                                      pb::SaveDraftResponse* response) override;
  grpc::ServerBidiReactor<pb::StreamResponsesRequest, pb::StreamResponsesResponse>* StreamResponses(
      grpc::CallbackServerContext* context) override;
  grpc::ServerUnaryReactor* PublishWave(grpc::CallbackServerContext* context,
                                        const pb::PublishWaveRequest* request,
                                        pb::Wave* response) override;
  grpc::ServerUnaryReactor* SubmitTeamConsensus(grpc::CallbackServerContext* context,
                                                const pb::SubmitTeamConsensusRequest* request,
                                                pb::TeamConsensus* response) override;
  grpc::ServerUnaryReactor* GetTeamConsensus(grpc::CallbackServerContext* context,
                                             const pb::GetTeamConsensusRequest* request,
                                             pb::TeamConsensus* response) override;
  grpc::ServerUnaryReactor* ListTeamConsensus(grpc::CallbackServerContext* context,
                                              const pb::ListTeamConsensusRequest* request,
                                              pb::ListTeamConsensusResponse* response) override;

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

  const Options options_;
  const PageTokens tokens_;
  rpc::Handler handler_;
  const MeasureMethods measure_methods_;
  const ValueMethods value_methods_;
  const ObservationMethods observation_methods_;
};

}  // namespace pcsp::assessments

// pcsp.assessments.v1.AssessmentService: waves, answers and results of sites. The other methods are
// those of the parts below it (service_base.h).
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "common/rpc/handler.h"
#include "services/assessments/rpc/convert.h"
#include "services/assessments/rpc/disclosure/reactors.h"
#include "services/assessments/rpc/frozen_waves.h"
#include "services/assessments/rpc/results/wave_results.h"

namespace pcsp::assessments {

// Thread-safe. What it points to must outlive it.
class AssessmentService final : public GroupReactors {
 public:
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
  Unary* ListAuditEntries(Context*, const audit::v1::ListAuditEntriesRequest*,
                          audit::v1::ListAuditEntriesResponse*) override;
  Unary* ExportAuditHead(Context*, const audit::v1::ExportAuditHeadRequest*,
                         audit::v1::AuditHead*) override;
  grpc::ServerBidiReactor<pb::StreamResponsesRequest, pb::StreamResponsesResponse>* StreamResponses(
      Context*) override;
  Unary* PublishWave(Context*, const pb::PublishWaveRequest*, pb::Wave*) override;

 private:
  static constexpr size_t kLargestPage = 1000;

  // Where a list goes on, and how many things to give now.
  struct Page {
    size_t size = 0;
    std::string after;
  };

  Page PageOf(int32_t page_size, const std::string& token,
              const std::vector<std::string>& arguments, size_t most, Violations& violations) const;
  // Calls add(site) for the sites of `page` and gives the token of the next page.
  std::string EachOf(const std::vector<const WaveSite*>& sites, const Page& page,
                     const std::vector<std::string>& arguments,
                     const std::function<void(const WaveSite&)>& add) const;
  absl::StatusOr<pb::Wave> Move(absl::string_view method, const std::string& name,
                                const std::function<absl::StatusOr<Wave>(Wave)>& rule);
  void RingFor(const WaveName& wave) const;
  // `before` is what was found wrong with the resource that the request was made of, if it was.
  void Submit(const FrozenWave& wave, const pb::SubmitResponseRequest& request, Submitted done,
              const Violations& before = {});
  // Null if it is no site of the wave.
  static const WaveSite* SiteOf(const FrozenWave& wave, const std::string& organisation);
  // The instrument of a site. Where the site is not known, the one that has most of the items
  // given, so that what is wrong with the answers can be said all the same; null if none has any.
  const Instrument* AskedAtSite(const FrozenWave& wave, const WaveSite* site,
                                const std::vector<Answer>& given) const;
  void SubmitQuestionnaire(const pb::SubmitQuestionnaireResponseRequest& request, Submitted done);
};

}  // namespace pcsp::assessments

// Answering with a token: what there is to answer, drafts, and the answers themselves.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "common/base/clock.h"
#include "common/rpc/call.h"
#include "common/rpc/worker_pool.h"
#include "pcsp/assessments/v1/invitation.pb.h"
#include "pcsp/assessments/v1/questionnaire.pb.h"
#include "pcsp/assessments/v1/response.pb.h"
#include "services/assessments/domain/catalogue.h"
#include "services/assessments/domain/fhir/questionnaire_response.h"
#include "services/assessments/rpc/frozen_waves.h"
#include "services/assessments/rpc/submission/response_writer.h"
#include "services/assessments/store/store.h"

namespace pcsp::assessments {

// Thread-safe. Every method returns at once and calls `done` exactly once, from another thread; the
// request must live until then. Nothing here is logged, call by call or otherwise: when somebody
// answers is for nobody to know.
class AnswerMethods {
 public:
  struct Options {
    const Catalogue* catalogue;
    Store* store;
    FrozenWaves* waves;
    ResponseWriter* writer;
    rpc::WorkerPool* pool;
    const Clock* clock;
  };
  template <typename Response>
  using Done = std::function<void(absl::StatusOr<Response>)>;

  // What is pointed to must outlive this.
  explicit AnswerMethods(Options options) : options_(options) {}

  // The methods of AssessmentService of the same names.
  void StartResponse(const v1::StartResponseRequest& request,
                     Done<v1::StartResponseResponse> done) const;
  void SaveDraft(const v1::SaveDraftRequest& request, Done<v1::SaveDraftResponse> done) const;
  void ExportDraft(const v1::ExportDraftRequest& request, Done<v1::ExportDraftResponse> done) const;
  // Always an error: WAVE_NOT_FOUND, RESPONSES_NOT_EXPORTED; INVALID_FIELDS on `parent`.
  absl::StatusOr<v1::ExportResponsesResponse> ExportResponses(
      const rpc::Call& call, const v1::ExportResponsesRequest& request) const;
  // SubmitResponse, of a request that has a token. What was saved counts as well.
  void Submit(const v1::SubmitResponseRequest& request,
              Done<v1::SubmitResponseResponse> done) const;

 private:
  // What a token that may be answered with opens.
  struct Opened;

  template <typename Response>
  void InPool(std::function<void()> work, const Done<Response>& done) const;
  // INVITATION_NOT_VALID, or INVALID_FIELDS on `parent`.
  absl::StatusOr<Opened> Open(const std::string& parent, const std::string& token,
                              absl::string_view claim) const;
  absl::StatusOr<v1::StartResponseResponse> Start(const v1::StartResponseRequest& request) const;
  absl::StatusOr<v1::ExportDraftResponse> Export(const v1::ExportDraftRequest& request) const;
  absl::Status Save(const v1::SaveDraftRequest& request) const;
  static ReadAnswers Saved(const Opened& opened, const std::string& token);
  void SubmitAgain(const v1::SubmitResponseRequest& request, int tries,
                   Done<v1::SubmitResponseResponse> done) const;
  void Store(const v1::SubmitResponseRequest& request, int more_tries,
             Done<v1::SubmitResponseResponse> done) const;

  const Options options_;
};

}  // namespace pcsp::assessments

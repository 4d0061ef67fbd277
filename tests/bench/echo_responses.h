// SubmitResponse twice over: answered from memory, or with a transaction for each response; and
// GetSiteResults, answered from memory.
#pragma once

#include <memory>
#include <string>

#include "common/rpc/worker_pool.h"
#include "pcsp/assessments/v1/assessment_service.grpc.pb.h"
#include "services/assessments/store/store.h"

namespace pcsp::bench {

// Thread-safe.
class EchoResponses final : public assessments::v1::AssessmentService::CallbackService {
 public:
  // Without a store nothing is kept. With one, `threads` threads keep one response at a time, as
  // the product's store keeps a batch of one; `wave` is open and has a site with the number 1.
  // `results` is a serialised SiteResults, as the product gave it.
  EchoResponses(std::unique_ptr<assessments::Store> store, assessments::Wave wave, int threads,
                const std::string& results)
      : store_(std::move(store)), wave_(std::move(wave)), pool_(threads, /*queue_limit=*/4096) {
    results_.ParseFromString(results);
  }

  grpc::ServerUnaryReactor* GetSiteResults(grpc::CallbackServerContext* context,
                                           const assessments::v1::GetSiteResultsRequest*,
                                           assessments::v1::SiteResults* response) override {
    *response = results_;
    auto* reactor = context->DefaultReactor();
    reactor->Finish(grpc::Status::OK);
    return reactor;
  }

  grpc::ServerUnaryReactor* SubmitResponse(grpc::CallbackServerContext* context,
                                           const assessments::v1::SubmitResponseRequest* request,
                                           assessments::v1::SubmitResponseResponse*) override {
    auto* reactor = context->DefaultReactor();
    if (store_ == nullptr) {
      reactor->Finish(grpc::Status::OK);
    } else {
      pool_.TrySubmit([this, request, reactor] { reactor->Finish(Keep(*request)); });
    }
    return reactor;
  }

 private:
  grpc::Status Keep(const assessments::v1::SubmitResponseRequest& request) {
    const assessments::PackedResponse row = {.wave_key = wave_.key,
                                             .wave = wave_.name,
                                             .site = 1,
                                             .staff_group = assessments::StaffGroup::kNurse,
                                             .answers = std::string(request.answers_size(), '4'),
                                             .claim = assessments::ClaimOf(request.request_id())};
    const auto kept = store_->Append({&row, 1});
    if (kept.ok() && kept->front().ok()) return grpc::Status::OK;
    const absl::Status fault = kept.ok() ? kept->front().status() : kept.status();
    return {grpc::StatusCode::INTERNAL, std::string(fault.message())};
  }

  const std::unique_ptr<assessments::Store> store_;
  const assessments::Wave wave_;
  assessments::v1::SiteResults results_;
  rpc::WorkerPool pool_;
};

}  // namespace pcsp::bench

// The methods on reviews, as plain functions.
#pragma once

#include "absl/status/statusor.h"
#include "common/base/page_token.h"
#include "common/rpc/call.h"
#include "pcsp/diagnosis/v1/review.pb.h"
#include "services/diagnosis/store/store.h"

namespace pcsp::diagnosis {

// Thread-safe. What it points to must outlive it.
class ReviewMethods {
 public:
  ReviewMethods(Store* diagnoses, ReviewStore* reviews, const PageTokens* tokens)
      : diagnoses_(diagnoses), reviews_(reviews), tokens_(tokens) {}

  absl::StatusOr<v1::Review> Create(const rpc::Call& call,
                                    const v1::CreateReviewRequest& request) const;
  absl::StatusOr<v1::Review> Withdraw(const rpc::Call& call,
                                      const v1::WithdrawReviewRequest& request) const;
  absl::StatusOr<v1::ListReviewsResponse> List(const rpc::Call& call,
                                               const v1::ListReviewsRequest& request) const;
  absl::StatusOr<v1::ReviewAgreement> Agreement(const rpc::Call& call,
                                                const v1::GetReviewAgreementRequest& request) const;

 private:
  Store* const diagnoses_;
  ReviewStore* const reviews_;
  const PageTokens* const tokens_;
};

}  // namespace pcsp::diagnosis

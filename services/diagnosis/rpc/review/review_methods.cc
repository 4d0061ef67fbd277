#include "services/diagnosis/rpc/review/review_methods.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "common/base/error.h"
#include "common/base/ids.h"
#include "common/base/status_macros.h"
#include "services/diagnosis/domain/errors.h"
#include "services/diagnosis/domain/learning/review.h"
#include "services/diagnosis/rpc/convert.h"
#include "services/diagnosis/rpc/request_key.h"

namespace pcsp::diagnosis {
namespace {

constexpr int kUsualPage = 100;
constexpr int kLargestPage = 1000;
constexpr absl::string_view kDiagnosisShape =
    "programmes/{programme}/organisations/{organisation}/diagnoses/{id}";

std::optional<ReviewVerdict> FromProto(v1::Verdict verdict) {
  if (verdict == v1::VERDICT_CONFIRMED) return ReviewVerdict::kConfirmed;
  if (verdict == v1::VERDICT_REJECTED) return ReviewVerdict::kRejected;
  return std::nullopt;
}

Review FromProto(const v1::Review& given) {
  Review review;
  review.issue = given.issue();
  review.verdict = FromProto(given.verdict());
  review.reason = given.reason();
  review.reviewer = given.reviewer();
  review.blind = given.blind();
  return review;
}

v1::Review ToProto(const Review& review) {
  v1::Review to;
  to.set_name(ReviewName{review.diagnosis, review.id}.Text());
  to.set_issue(review.issue);
  to.set_verdict(review.verdict == ReviewVerdict::kRejected ? v1::VERDICT_REJECTED
                                                            : v1::VERDICT_CONFIRMED);
  to.set_reason(review.reason);
  to.set_reviewer(review.reviewer);
  to.set_blind(review.blind);
  to.set_probability(review.probability);
  to.set_raw_probability(review.raw_probability);
  to.set_show_probability(review.show_probability);
  to.set_overrides(review.overrides);
  *to.mutable_create_time() = ToTimestamp(review.create_time);
  if (review.withdraw_time) *to.mutable_withdraw_time() = ToTimestamp(*review.withdraw_time);
  return to;
}

absl::StatusOr<v1::Review> FromBytes(const std::string& bytes) {
  v1::Review review;
  if (!review.ParseFromString(bytes)) return absl::DataLossError("a stored reply");
  return review;
}

// The finding on `issue`; null if there is none, or none that somebody is asked about.
const v1::Finding* ShownOn(const v1::Diagnosis& diagnosis, const std::string& issue) {
  for (const v1::Finding& finding : diagnosis.findings()) {
    if (finding.issue() != issue) continue;
    return AskedAbout(diagnosis.name(), issue, finding.probability()) ? &finding : nullptr;
  }
  return nullptr;
}

// What the verdict is of: what was said, what would have been without a learned calibration, and
// the chance that anybody was asked.
void TakeIn(const v1::Finding& finding, Review* review) {
  review->probability = finding.probability();
  review->raw_probability =
      finding.has_raw_probability() ? finding.raw_probability() : finding.probability();
  review->show_probability = ShowProbability(finding.probability());
  review->overrides = Overrides(*review->verdict, finding.probability());
}

absl::Time InMicroseconds(absl::Time time) {
  return absl::FromUnixMicros(absl::ToUnixMicros(time));
}

std::optional<ReviewCursor> CursorFrom(const std::vector<std::string>& parts) {
  ReviewCursor cursor;
  if (parts.size() != 2 || !absl::SimpleAtoi(parts[0], &cursor.create_micros)) return std::nullopt;
  cursor.id = parts[1];
  return cursor;
}

}  // namespace

absl::StatusOr<v1::Review> ReviewMethods::Create(const rpc::Call& call,
                                                 const v1::CreateReviewRequest& request) const {
  Violations violations;
  CheckRequestId(request.request_id(), violations);
  const auto parent = ParseDiagnosis(request.parent());
  if (!parent) violations.Add("parent", request.parent(), kDiagnosisShape);
  RETURN_IF_ERROR(violations.ToStatus());
  ASSIGN_OR_RETURN(const StoredDiagnosis stored, diagnoses_->Get(*parent));
  ASSIGN_OR_RETURN(const v1::Diagnosis diagnosis, diagnosis::ToProto(stored));
  Review review = FromProto(request.review());
  const v1::Finding* finding = ShownOn(diagnosis, review.issue);
  Validate(review, finding == nullptr ? std::nullopt : std::optional(finding->probability()),
           &violations);
  RETURN_IF_ERROR(violations.ToStatus(finding == nullptr ? kFindingNotShown : "INVALID_FIELDS"));
  TakeIn(*finding, &review);  // that it is there was validated
  review.diagnosis = *parent;
  review.id = NewUuid(call.now);
  review.create_time = InMicroseconds(call.now);
  const auto encode = [](const Review& kept) { return ToProto(kept).SerializeAsString(); };
  if (request.validate_only()) return ToProto(review);
  ASSIGN_OR_RETURN(const std::string reply,
                   reviews_->Create(KeyOf("CreateReview", request), review, encode));
  return FromBytes(reply);
}

absl::StatusOr<v1::Review> ReviewMethods::Withdraw(const rpc::Call& call,
                                                   const v1::WithdrawReviewRequest& request) const {
  Violations violations;
  CheckRequestId(request.request_id(), violations);
  const auto name = ParseReview(request.name());
  if (!name) {
    violations.Add("name", request.name(), absl::StrCat(kDiagnosisShape, "/reviews/{review}"));
  }
  RETURN_IF_ERROR(violations.ToStatus());
  const auto encode = [](const Review& kept) { return ToProto(kept).SerializeAsString(); };
  ASSIGN_OR_RETURN(const std::string reply,
                   reviews_->Withdraw(KeyOf("WithdrawReview", request), *name,
                                      InMicroseconds(call.now), encode));
  return FromBytes(reply);
}

absl::StatusOr<v1::ListReviewsResponse> ReviewMethods::List(
    const rpc::Call&, const v1::ListReviewsRequest& request) const {
  Violations violations;
  const auto parent = ParseDiagnosisOrAll(request.parent());
  if (!parent) {
    violations.Add("parent", request.parent(), absl::StrCat(kDiagnosisShape, ", - for all"));
  }
  if (request.page_size() < 0) {
    violations.Add("page_size", absl::StrCat(request.page_size()), "0 or more");
  }
  const std::vector<std::string> arguments = {"ListReviews", request.parent(), request.issue(),
                                              request.withdrawn_too() ? "all" : "counting"};
  const auto cursor = tokens_->Decode(request.page_token(), arguments);
  violations.Merge("", cursor.status());
  RETURN_IF_ERROR(violations.ToStatus());
  const int asked = request.page_size() == 0 ? kUsualPage : request.page_size();
  const size_t page = std::min(asked, kLargestPage);
  ASSIGN_OR_RETURN(std::vector<Review> found,
                   reviews_->List({.parent = *parent,
                                   .issue = request.issue(),
                                   .withdrawn_too = request.withdrawn_too(),
                                   .after = CursorFrom(*cursor),
                                   .limit = static_cast<int>(page) + 1}));
  v1::ListReviewsResponse reply;
  if (found.size() > page) {
    found.resize(page);
    const Review& last = found.back();
    reply.set_next_page_token(
        tokens_->Encode({absl::StrCat(absl::ToUnixMicros(last.create_time)), last.id}, arguments));
  }
  for (const Review& review : found) *reply.add_reviews() = ToProto(review);
  return reply;
}

absl::StatusOr<v1::ReviewAgreement> ReviewMethods::Agreement(
    const rpc::Call&, const v1::GetReviewAgreementRequest& request) const {
  const auto programme = ParseProgramme(request.name());
  if (!programme) return InvalidField("name", request.name(), "programmes/{programme}");
  ASSIGN_OR_RETURN(const std::vector<Coded> coded, reviews_->Coding(*programme));
  const diagnosis::Agreement agreement = AgreementOf(coded);
  v1::ReviewAgreement reply;
  reply.set_name(request.name());
  reply.set_double_coded(agreement.double_coded);
  reply.set_agreed(agreement.agreed);
  if (agreement.alpha) reply.set_alpha(*agreement.alpha);
  for (const Coded& finding : agreement.disagreements) {
    v1::Disagreement* to = reply.add_disagreements();
    to->set_diagnosis(finding.diagnosis.Text());
    to->set_issue(finding.issue);
    to->set_confirmed(finding.confirmed);
    to->set_rejected(finding.rejected);
  }
  return reply;
}

}  // namespace pcsp::diagnosis

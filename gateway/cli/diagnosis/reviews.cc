// pcspctl diagnosis review | reviews | withdraw | agreement
#include <iostream>

#include "common/base/error.h"
#include "common/base/ids.h"
#include "common/base/status_macros.h"
#include "gateway/cli/diagnosis/commands.h"
#include "gateway/cli/diagnosis/stored.h"
#include "gateway/flows/pages.h"

namespace pcsp::cli {
namespace {

using Stub = diagnosis::v1::DiagnosisService::Stub;

struct ReviewFlags {
  std::string name, issue, reason, reviewer, request_id;
  bool confirm = false, reject = false, blind = false, withdrawn_too = false;
};

std::string RequestId(const ReviewFlags& flags) {
  return flags.request_id.empty() ? NewUuid(absl::Now()) : flags.request_id;
}

std::string VerdictWord(const diagnosis::v1::Review& review) {
  return Word(diagnosis::v1::Verdict_Name(review.verdict()), "VERDICT_");
}

Table Reviews(const google::protobuf::RepeatedPtrField<diagnosis::v1::Review>& reviews) {
  Table table({"REVIEW", "ISSUE", "PROBABILITY", "VERDICT", "OVERRIDES", "BY", "REASON"});
  for (const auto& review : reviews) {
    const std::string verdict =
        VerdictWord(review) + (review.has_withdraw_time() ? " (withdrawn)" : "");
    table.Add({review.name(), review.issue(), Fixed(review.probability(), 2), verdict,
               review.overrides() ? "yes" : "no", review.reviewer(), review.reason()});
  }
  return table;
}

void Show(Session& session, const diagnosis::v1::Review& review) {
  google::protobuf::RepeatedPtrField<diagnosis::v1::Review> one;
  *one.Add() = review;
  Print(session.format, Reviews(one), review);
}

absl::Status Review(Session& session, const ReviewFlags& flags) {
  diagnosis::v1::CreateReviewRequest request;
  ASSIGN_OR_RETURN(*request.mutable_parent(), StoredDiagnosisName(session, flags.name));
  request.set_request_id(RequestId(flags));
  diagnosis::v1::Review* review = request.mutable_review();
  review->set_issue(flags.issue);
  review->set_verdict(flags.confirm ? diagnosis::v1::VERDICT_CONFIRMED
                                    : diagnosis::v1::VERDICT_REJECTED);
  review->set_reason(flags.reason);
  review->set_reviewer(flags.reviewer);
  review->set_blind(flags.blind);
  ASSIGN_OR_RETURN(const auto reply, gateway::Ask(*session.clients().diagnosis, &Stub::CreateReview,
                                                  request, session.deadline()));
  Show(session, reply);
  return absl::OkStatus();
}

absl::Status Withdraw(Session& session, const ReviewFlags& flags) {
  diagnosis::v1::WithdrawReviewRequest request;
  request.set_name(flags.name);
  request.set_request_id(RequestId(flags));
  ASSIGN_OR_RETURN(const auto reply,
                   gateway::Ask(*session.clients().diagnosis, &Stub::WithdrawReview, request,
                                session.deadline()));
  Show(session, reply);
  return absl::OkStatus();
}

absl::Status ListReviews(Session& session, const ReviewFlags& flags) {
  diagnosis::v1::ListReviewsRequest request;
  request.set_parent(flags.name.empty() ? session.ProgrammeName() + "/organisations/-/diagnoses/-"
                                        : flags.name);
  request.set_issue(flags.issue);
  request.set_withdrawn_too(flags.withdrawn_too);
  diagnosis::v1::ListReviewsResponse all;
  RETURN_IF_ERROR(gateway::EachPage(
      *session.clients().diagnosis, &Stub::ListReviews, request,
      absl::Seconds(session.timeout_seconds),
      [&all](const auto& page) { all.mutable_reviews()->MergeFrom(page.reviews()); }));
  Print(session.format, Reviews(all.reviews()), all);
  return absl::OkStatus();
}

absl::Status Agreement(Session& session, const ReviewFlags&) {
  diagnosis::v1::GetReviewAgreementRequest request;
  request.set_name(session.ProgrammeName());
  ASSIGN_OR_RETURN(const auto reply,
                   gateway::Ask(*session.clients().diagnosis, &Stub::GetReviewAgreement, request,
                                session.deadline()));
  Table table({"DIAGNOSIS", "ISSUE", "CONFIRMED", "REJECTED"});
  for (const auto& finding : reply.disagreements()) {
    table.Add({finding.diagnosis(), finding.issue(), std::to_string(finding.confirmed()),
               std::to_string(finding.rejected())});
  }
  if (session.format == Format::kTable) {
    std::cout << reply.agreed() << " of " << reply.double_coded()
              << " findings with two or more reviewers are judged with one voice";
    if (reply.has_alpha()) std::cout << " (alpha " << Fixed(reply.alpha(), 2) << ")";
    std::cout << ". Those that are not:\n\n";
  }
  Print(session.format, table, reply);
  return absl::OkStatus();
}

void SetUpReview(Command command, ReviewFlags& flags) {
  command.AddOption("name", flags.name, kDiagnosisOrSite).Required();
  command.AddOption("--issue", flags.issue, "The issue that is judged").Required();
  const Command verdict = command.AddOneOf("verdict", "One of");
  verdict.AddFlag("--confirm", flags.confirm, "The issue is there");
  verdict.AddFlag("--reject", flags.reject, "The issue is not there");
  command.AddOption("--by", flags.reviewer, "Who says so").Required();
  command.AddOption("--reason", flags.reason,
                    "Why; needed where it goes against the diagnosis. No names of people");
  command.AddFlag("--blind", flags.blind, "Judged before seeing the finding");
  command.AddOption("--request-id", flags.request_id, "UUID that makes a repetition safe");
}

void SetUpList(Command command, ReviewFlags& flags) {
  command.AddOption("name", flags.name, "Full name of a diagnosis; else of the whole programme");
  command.AddOption("--issue", flags.issue, "Only of this issue");
  command.AddFlag("--withdrawn", flags.withdrawn_too, "Withdrawn ones, too");
}

void SetUpWithdraw(Command command, ReviewFlags& flags) {
  command.AddOption("name", flags.name, "Full name of a review").Required();
  command.AddOption("--request-id", flags.request_id, "UUID that makes a repetition safe");
}

void SetUpNothing(Command, ReviewFlags&) {}

}  // namespace

void AddDiagnosisReviews(Command noun, Session& session) {
  AddCommand(noun, session, "review", "Say whether a finding is right", SetUpReview, Review);
  AddCommand(noun, session, "reviews", "List what was said of findings", SetUpList, ListReviews);
  AddCommand(noun, session, "withdraw", "Take a review out of what counts", SetUpWithdraw,
             Withdraw);
  AddCommand(noun, session, "agreement", "How far reviewers of the same findings agree",
             SetUpNothing, Agreement);
}

}  // namespace pcsp::cli

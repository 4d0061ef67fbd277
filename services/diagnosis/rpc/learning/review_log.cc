#include "services/diagnosis/rpc/learning/review_log.h"

#include <map>
#include <utility>

#include "common/base/status_macros.h"
#include "services/diagnosis/domain/learning/review.h"
#include "services/diagnosis/rpc/convert.h"

namespace pcsp::diagnosis {
namespace {

constexpr int kAtOnce = 500;

// As learning reads it: without notes, of which no word is kept.
absl::StatusOr<Evidence> EvidenceFrom(const std::string& bytes) {
  v1::Evidence message;
  if (!message.ParseFromString(bytes)) return absl::DataLossError("stored evidence");
  Evidence evidence = FromProto(message);
  for (LevelEvidence& level : evidence.levels) level.notes.clear();
  return evidence;
}

// Whether a call may go on.
absl::Status GoOn(const ReviewLogQuery& query) {
  if (query.cancelled && query.cancelled()) return absl::CancelledError();
  return absl::OkStatus();
}

// The reviews that are asked for, of every diagnosis, in the order of time.
absl::StatusOr<std::vector<Review>> ReadReviews(ReviewStore& reviews, const ReviewLogQuery& query) {
  std::vector<Review> read;
  ReviewQuery page{.parent = {{query.programme, "-"}, "-"}, .as_of = query.as_of, .limit = kAtOnce};
  if (query.only != nullptr) {  // their ids say it all, whatever became of them since
    page.as_of.reset();
    page.withdrawn_too = true;
  }
  for (;;) {
    RETURN_IF_ERROR(GoOn(query));
    ASSIGN_OR_RETURN(std::vector<Review> found, reviews.List(page));
    if (!found.empty()) {
      page.after = ReviewCursor{absl::ToUnixMicros(found.back().create_time), found.back().id};
    }
    for (Review& review : found) {
      if (query.only == nullptr || query.only->contains(review.id)) {
        read.push_back(std::move(review));
      }
    }
    if (found.size() < kAtOnce) return read;
  }
}

// Nobody was asked about the finding: what led to the verdict is not known. Such reviews are
// refused; these are older than that.
bool Volunteered(const Review& review) {
  return review.show_probability < 1 && !AskedAtRandom(review.diagnosis.Text(), review.issue);
}

void Add(const Review& review, LoggedCase* to) {
  to->reviewed.verdicts.push_back({.issue = review.issue,
                                   .confirmed = review.verdict == ReviewVerdict::kConfirmed,
                                   .by = review.reviewer,
                                   .show_probability = review.show_probability});
  to->micros.push_back(absl::ToUnixMicros(review.create_time));
}

}  // namespace

absl::StatusOr<ReviewLog> ReadReviewLog(Store& diagnoses, ReviewStore& reviews,
                                        const ReviewLogQuery& query) {
  ASSIGN_OR_RETURN(const std::vector<Review> read, ReadReviews(reviews, query));
  std::map<std::string, LoggedCase> cases;
  std::set<std::string> no_evidence;
  ReviewLog log;
  for (const Review& review : read) {
    const std::string name = review.diagnosis.Text();
    // What is replayed by its ids stays as it was learned.
    if (query.only == nullptr && Volunteered(review)) continue;
    if (no_evidence.contains(name)) continue;
    LoggedCase& logged = cases[name];
    if (logged.reviewed.id.empty()) {
      RETURN_IF_ERROR(GoOn(query));
      ASSIGN_OR_RETURN(const std::string bytes, diagnoses.GetEvidence(review.diagnosis));
      if (bytes.empty()) {
        cases.erase(name);
        no_evidence.insert(name);
        continue;
      }
      ASSIGN_OR_RETURN(logged.reviewed.evidence, EvidenceFrom(bytes));
      logged.reviewed.id = name;
      logged.site = review.diagnosis.organisation.Text();
    }
    Add(review, &logged);
    log.reviews.push_back(review.id);
  }
  for (auto& [name, logged] : cases) log.cases.push_back(std::move(logged));
  log.no_evidence.assign(no_evidence.begin(), no_evidence.end());
  return log;
}

}  // namespace pcsp::diagnosis

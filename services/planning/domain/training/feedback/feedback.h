// What participants thought of a session, as counts.
//
// The steps from nothing to everything are those of assessments: 5 people for a mean, 8 for answers
// side by side. Here totals are added up from what is shown of sessions alone, so that no
// subtraction leads to what is not.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "absl/types/span.h"
#include "common/base/error.h"
#include "services/planning/domain/training/course/feedback_question.h"
#include "services/planning/domain/training/session/session.h"

namespace pcsp::planning::training {

struct SessionFeedback {
  std::string programme, session;  // ids
  std::vector<FeedbackQuestion> questions;
  std::vector<std::vector<int>> counts;  // by question and answer
  int tokens = 0;                        // issued
  int answers = 0;                       // people who answered
  absl::Time close_time = absl::UnixEpoch();

  bool operator==(const SessionFeedback&) const = default;
};

// A token that has not been used, by its hash.
struct FeedbackToken {
  std::string token_hash;
  std::string programme, session;  // ids

  bool operator==(const FeedbackToken&) const = default;
};

std::string HashOfFeedbackToken(absl::string_view token);

// The last day for answers, as the session's clock has it, and the instant at which it is over.
absl::CivilDay LastFeedbackDay(const Session& session);
absl::Time FeedbackCloseTime(const Session& session);

// One that nobody has answered yet.
SessionFeedback NewFeedback(const Session& session, absl::Span<const FeedbackQuestion> questions);

// Counts one person's answers, numbers from 1 and 0 for none, unless something is wrong with them.
void AddAnswers(absl::Span<const int> answers, SessionFeedback& feedback, Violations& violations);

enum class FeedbackState { kUnspecified, kOpen, kTooFew, kMeans, kShown };
FeedbackState StateOf(const SessionFeedback& feedback, absl::Time now);

// What may be shown of a question.
struct FeedbackResult {
  std::optional<double> mean;
  std::vector<int> counts;

  bool operator==(const FeedbackResult&) const = default;
};
// By question; none while it is open or where too few have answered.
std::vector<FeedbackResult> ResultsOf(const SessionFeedback& feedback, absl::Time now);

// Adds `feedback` to `total`, which has the same questions: those of its answers that are shown.
void AddShown(const SessionFeedback& feedback, SessionFeedback& total);
// What `total` shows.
std::vector<FeedbackResult> ResultsOfTotal(const SessionFeedback& total);

}  // namespace pcsp::planning::training

#include "services/planning/domain/training/feedback/feedback.h"

#include <cmath>
#include <numeric>

#include "absl/strings/str_cat.h"
#include "common/base/ids.h"

namespace pcsp::planning::training {
namespace {

constexpr int kFewestForMean = 5, kFewestForCounts = 8;
constexpr int kDaysForAnswers = 14;
constexpr double kHalves = 2;

int PeopleIn(const std::vector<int>& counts) {
  return std::accumulate(counts.begin(), counts.end(), 0);
}

double MeanOf(const std::vector<int>& counts) {
  double sum = 0;
  for (size_t i = 0; i < counts.size(); ++i) sum += static_cast<double>(i + 1) * counts[i];
  return sum / PeopleIn(counts);
}

FeedbackResult ResultOf(const std::vector<int>& counts) {
  const int people = PeopleIn(counts);
  if (people < kFewestForMean) return {};
  if (people >= kFewestForCounts) return {.mean = MeanOf(counts), .counts = counts};
  // A finer one would tell how many they were, and often who must have said what.
  return {.mean = std::round(MeanOf(counts) * kHalves) / kHalves, .counts = {}};
}

}  // namespace

std::string HashOfFeedbackToken(absl::string_view token) {
  return Sha256Hex(absl::StrCat("pcsp feedback ", token));
}

absl::CivilDay LastFeedbackDay(const Session& session) {
  return absl::CivilDay(session.end) + kDaysForAnswers;
}

absl::Time FeedbackCloseTime(const Session& session) {
  absl::TimeZone zone = absl::UTCTimeZone();
  absl::LoadTimeZone(session.time_zone, &zone);
  return absl::FromCivil(LastFeedbackDay(session) + 1, zone);
}

SessionFeedback NewFeedback(const Session& session, absl::Span<const FeedbackQuestion> questions) {
  SessionFeedback feedback;
  feedback.programme = session.programme;
  feedback.session = session.id;
  feedback.questions.assign(questions.begin(), questions.end());
  for (const FeedbackQuestion& question : questions) {
    feedback.counts.emplace_back(question.answers.size(), 0);
  }
  feedback.close_time = FeedbackCloseTime(session);
  return feedback;
}

void AddAnswers(absl::Span<const int> answers, SessionFeedback& feedback, Violations& violations) {
  if (answers.size() != feedback.questions.size()) {
    violations.Add("answers", absl::StrCat(answers.size()),
                   absl::StrCat("one for each of the ", feedback.questions.size(), " questions"));
    return;
  }
  bool any = false, fine = true;
  for (size_t i = 0; i < answers.size(); ++i) {
    const int most = static_cast<int>(feedback.counts[i].size());
    any = any || answers[i] != 0;
    if (answers[i] >= 0 && answers[i] <= most) continue;
    fine = false;
    violations.Add(absl::StrCat("answers[", i, "]"), absl::StrCat(answers[i]),
                   absl::StrCat("1 to ", most, ", or 0 for none"));
  }
  if (!any) violations.Add("answers", "", "an answer to one question or more");
  if (!any || !fine) return;
  for (size_t i = 0; i < answers.size(); ++i) {
    if (answers[i] > 0) ++feedback.counts[i][static_cast<size_t>(answers[i] - 1)];
  }
  ++feedback.answers;
}

FeedbackState StateOf(const SessionFeedback& feedback, absl::Time now) {
  if (now < feedback.close_time) return FeedbackState::kOpen;
  if (feedback.answers < kFewestForMean) return FeedbackState::kTooFew;
  return feedback.answers < kFewestForCounts ? FeedbackState::kMeans : FeedbackState::kShown;
}

std::vector<FeedbackResult> ResultsOf(const SessionFeedback& feedback, absl::Time now) {
  const FeedbackState state = StateOf(feedback, now);
  if (state != FeedbackState::kMeans && state != FeedbackState::kShown) return {};
  return ResultsOfTotal(feedback);
}

void AddShown(const SessionFeedback& feedback, SessionFeedback& total) {
  total.tokens += feedback.tokens;
  total.answers += feedback.answers;
  for (size_t i = 0; i < feedback.counts.size(); ++i) {
    // Otherwise the total less the others would be what is not shown of this one.
    if (PeopleIn(feedback.counts[i]) < kFewestForCounts) continue;
    for (size_t j = 0; j < feedback.counts[i].size(); ++j) {
      total.counts[i][j] += feedback.counts[i][j];
    }
  }
}

std::vector<FeedbackResult> ResultsOfTotal(const SessionFeedback& total) {
  std::vector<FeedbackResult> results;
  for (const std::vector<int>& counts : total.counts) results.push_back(ResultOf(counts));
  return results;
}

}  // namespace pcsp::planning::training

#include "services/planning/rpc/training/feedback/report.h"

#include <algorithm>
#include <map>
#include <utility>
#include <vector>

#include "services/planning/domain/calendar.h"
#include "services/planning/rpc/training/course/convert_course.h"
#include "services/planning/rpc/training/session/convert_session.h"

namespace pcsp::planning::training {
namespace {

std::vector<Session> SessionsOf(sql::RecordReader& reader, const ReportQuestion& question) {
  std::vector<sql::Condition> where;
  if (!question.course.empty()) where.push_back(sql::Is("course", question.course));
  if (question.from) where.push_back(sql::AtLeast("start_day", sql::DayText(*question.from)));
  if (question.until) where.push_back(sql::AtMost("start_day", sql::DayText(*question.until)));
  std::vector<Session> sessions = AllOf<Session>(reader, question.programme, where);
  std::erase_if(sessions, [&](const Session& session) {
    return !question.trainer.empty() &&
           std::count(session.trainers.begin(), session.trainers.end(), question.trainer) == 0;
  });
  std::sort(sessions.begin(), sessions.end(), [](const Session& a, const Session& b) {
    return std::pair(a.start_time, a.id) < std::pair(b.start_time, b.id);
  });
  return sessions;
}

void AddResults(const SessionFeedback& feedback, const std::vector<FeedbackResult>& results,
                v1::FeedbackSummary& summary) {
  for (size_t i = 0; i < results.size(); ++i) {
    v1::FeedbackResult* const added = summary.add_results();
    *added->mutable_question() = ToProto(feedback.questions[i]);
    if (results[i].mean) added->set_mean(*results[i].mean);
    added->mutable_counts()->Assign(results[i].counts.begin(), results[i].counts.end());
  }
}

v1::FeedbackSummary SummaryOf(const Session& session, const SessionFeedback& feedback,
                              absl::Time now) {
  v1::FeedbackSummary summary;
  summary.set_course(NameIn(session.programme, "courses", session.course));
  summary.set_session(NameOf(session));
  for (const std::string& id : session.trainers) {
    summary.add_trainers(NameIn(session.programme, "appointments", id));
  }
  summary.set_date(DayText(DayOf(session)));
  const FeedbackState state = StateOf(feedback, now);
  summary.set_state(static_cast<v1::FeedbackState>(state));
  summary.set_token_count(feedback.tokens);
  if (state == FeedbackState::kShown) summary.set_answer_count(feedback.answers);
  AddResults(feedback, ResultsOf(feedback, now), summary);
  return summary;
}

// By course and, where its questions have changed, in the order in which sessions asked them.
class Totals {
 public:
  void Add(const Session& session, const SessionFeedback& feedback) {
    std::vector<SessionFeedback>& versions = totals_[session.course];
    auto same = std::find_if(versions.begin(), versions.end(), [&](const SessionFeedback& total) {
      return total.questions == feedback.questions;
    });
    if (same == versions.end()) {
      same = versions.insert(versions.end(), NewFeedback(session, feedback.questions));
    }
    AddShown(feedback, *same);
  }
  void AddTo(const std::string& programme, v1::GetFeedbackReportResponse& reply) const {
    for (const auto& [course, versions] : totals_) {
      for (const SessionFeedback& total : versions) {
        v1::FeedbackSummary* const added = reply.add_courses();
        added->set_course(NameIn(programme, "courses", course));
        added->set_state(v1::FEEDBACK_STATE_SHOWN);
        added->set_token_count(total.tokens);
        added->set_answer_count(total.answers);
        AddResults(total, ResultsOfTotal(total), *added);
      }
    }
  }

 private:
  std::map<std::string, std::vector<SessionFeedback>> totals_;
};

}  // namespace

ReportQuestion ReportQuestionFrom(const v1::GetFeedbackReportRequest& request,
                                  Violations& violations) {
  ReportQuestion question;
  question.programme = ProgrammeFrom("parent", request.parent(), violations);
  question.course =
      IdOf(question.programme, "courses", "course", request.course(), Need::kOptional, violations);
  question.trainer = IdOf(question.programme, "appointments", "trainer", request.trainer(),
                          Need::kOptional, violations);
  const auto day = [&](const char* field, const std::string& text) {
    std::optional<absl::CivilDay> given;
    if (!text.empty()) given = DayFrom(field, text, {}, Need::kOptional, violations);
    return given;
  };
  question.from = day("from_date", request.from_date());
  question.until = day("until_date", request.until_date());
  return question;
}

v1::GetFeedbackReportResponse ReportOf(sql::RecordReader& reader, const ReportQuestion& question,
                                       absl::Time now) {
  std::map<std::string, SessionFeedback> by_session;
  for (SessionFeedback& feedback : AllOf<SessionFeedback>(reader, question.programme)) {
    by_session.emplace(feedback.session, std::move(feedback));
  }
  v1::GetFeedbackReportResponse reply;
  Totals totals;
  for (const Session& session : SessionsOf(reader, question)) {
    const auto feedback = by_session.find(session.id);
    if (feedback == by_session.end()) continue;
    *reply.add_sessions() = SummaryOf(session, feedback->second, now);
    if (StateOf(feedback->second, now) == FeedbackState::kShown) {
      totals.Add(session, feedback->second);
    }
  }
  totals.AddTo(question.programme, reply);
  return reply;
}

}  // namespace pcsp::planning::training

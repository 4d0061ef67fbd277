#include "services/planning/rpc/training/feedback/feedback_methods.h"

#include <algorithm>

#include "services/planning/domain/action/calendar_feed.h"
#include "services/planning/domain/calendar.h"
#include "services/planning/domain/training/errors.h"
#include "services/planning/rpc/training/course/convert_course.h"
#include "services/planning/rpc/training/feedback/report.h"
#include "services/planning/rpc/training/session/session_records.h"

namespace pcsp::planning::training {
namespace {

constexpr int kMostTokens = 1000;

// Answers are counted once, and nothing says when: there is neither a line in the audit nor a
// remembered reply.
sql::RecordChange UnseenChange(const std::string& programme, absl::Time now) {
  return {.key = {}, .now = now, .programme = programme};
}

// What the session keeps of its feedback; made from the questions of its course the first time.
absl::StatusOr<SessionFeedback> FeedbackOf(sql::RecordReader& reader, const Session& session,
                                           absl::Time now) {
  const std::string name = NameOf(session);
  if (session.state == SessionState::kCancelled) return SessionCancelled(name);
  if (session.start_time > now) return SessionNotBegun(name, MinuteText(session.start));
  if (FeedbackCloseTime(session) <= now) {
    return FeedbackClosed(name, DayText(LastFeedbackDay(session)));
  }
  if (auto known = reader.Find<SessionFeedback>({session.programme, session.id})) return *known;
  ASSIGN_OR_RETURN(const Course course, Find<Course>(reader, {session.programme, session.course}));
  if (course.feedback_questions.empty()) return FeedbackNotAsked(name);
  return NewFeedback(session, course.feedback_questions);
}

// A token that can still be used, and what it asks.
struct Asked {
  FeedbackToken token;
  SessionFeedback feedback;
};
absl::StatusOr<Asked> Ask(sql::RecordReader& reader, const std::string& token, absl::Time now) {
  // Found by its hash: how long that takes tells nothing about the secret.
  const auto found = reader.Find<FeedbackToken>({HashOfFeedbackToken(token)});
  if (!found) return FeedbackTokenNotFound();
  const auto feedback = reader.Find<SessionFeedback>({found->programme, found->session});
  if (!feedback || StateOf(*feedback, now) != FeedbackState::kOpen) return FeedbackTokenNotFound();
  return Asked{*found, *feedback};
}

}  // namespace

absl::StatusOr<v1::IssueFeedbackTokensResponse> FeedbackMethods::IssueFeedbackTokens(
    const rpc::Call& call, const v1::IssueFeedbackTokensRequest& request) const {
  Violations violations;
  const NameParts id = NameFrom("sessions", "name", request.name(), violations);
  CheckRequestId(request.request_id(), violations);
  if (request.count() < 1 || request.count() > kMostTokens) {
    violations.Add("count", absl::StrCat(request.count()), absl::StrCat("1 to ", kMostTokens));
  }
  RETURN_IF_ERROR(violations.ToStatus());
  std::vector<std::string> tokens;
  using Reply = v1::IssueFeedbackTokensResponse;
  const auto issue = [&](sql::RecordWriter& writer) -> absl::StatusOr<Reply> {
    tokens.clear();
    ASSIGN_OR_RETURN(const Session session, Find<Session>(writer, id));
    ASSIGN_OR_RETURN(SessionFeedback feedback, FeedbackOf(writer, session, call.now));
    const int left = CountAttendees(EnrolmentsOf(writer, session)).enrolled - feedback.tokens;
    if (request.count() > left) {
      return InvalidField(
          "count", absl::StrCat(request.count()),
          absl::StrCat("at most ", std::max(0, left), ": so many have a place and no token yet"));
    }
    feedback.tokens += request.count();
    writer.Put(feedback);
    for (int i = 0; i < request.count(); ++i) {
      tokens.push_back(NewFeedToken());
      writer.Insert(
          FeedbackToken{HashOfFeedbackToken(tokens.back()), session.programme, session.id});
    }
    writer.Concerns(NameOf(session));
    Reply reply;
    reply.set_last_date(DayText(LastFeedbackDay(session)));
    return reply;
  };
  ASSIGN_OR_RETURN(
      Reply reply,
      Write<Reply>(*desk_.records, ChangeOf("IssueFeedbackTokens", call, id.programme, request),
                   issue));
  // After the transaction, which keeps what it replies.
  for (const std::string& token : tokens) reply.add_tokens(token);
  return reply;
}

absl::StatusOr<v1::FeedbackForm> FeedbackMethods::GetFeedbackForm(
    const rpc::Call& call, const v1::GetFeedbackFormRequest& request) const {
  v1::FeedbackForm form;
  RETURN_IF_ERROR(desk_.records->Read([&](sql::RecordReader& reader) -> absl::Status {
    form.Clear();
    ASSIGN_OR_RETURN(const Asked asked, Ask(reader, request.token(), call.now));
    const SessionFeedback& feedback = asked.feedback;
    ASSIGN_OR_RETURN(const Session session,
                     Find<Session>(reader, {feedback.programme, feedback.session}));
    ASSIGN_OR_RETURN(const Course course,
                     Find<Course>(reader, {session.programme, session.course}));
    form.set_course_title(course.title);
    form.set_session_date(DayText(DayOf(session)));
    for (const FeedbackQuestion& question : feedback.questions) {
      *form.add_questions() = ToProto(question);
    }
    return absl::OkStatus();
  }));
  return form;
}

absl::StatusOr<v1::SubmitFeedbackResponse> FeedbackMethods::SubmitFeedback(
    const rpc::Call& call, const v1::SubmitFeedbackRequest& request) const {
  // Changes of one programme come one after another, and the token tells which it is.
  std::string programme;
  RETURN_IF_ERROR(desk_.records->Read([&](sql::RecordReader& reader) -> absl::Status {
    ASSIGN_OR_RETURN(const Asked asked, Ask(reader, request.token(), call.now));
    programme = asked.token.programme;
    return absl::OkStatus();
  }));
  using Reply = v1::SubmitFeedbackResponse;
  const auto submit = [&](sql::RecordWriter& writer) -> absl::StatusOr<Reply> {
    ASSIGN_OR_RETURN(Asked asked, Ask(writer, request.token(), call.now));
    Violations violations;
    AddAnswers({request.answers().data(), static_cast<size_t>(request.answers_size())},
               asked.feedback, violations);
    RETURN_IF_ERROR(violations.ToStatus());
    writer.Put(asked.feedback);
    writer.Remove<FeedbackToken>({sql::Is("token_hash", asked.token.token_hash)});
    return Reply();
  };
  return Write<Reply>(*desk_.records, UnseenChange(programme, call.now), submit);
}

absl::StatusOr<v1::GetFeedbackReportResponse> FeedbackMethods::GetFeedbackReport(
    const rpc::Call& call, const v1::GetFeedbackReportRequest& request) const {
  Violations violations;
  const ReportQuestion question = ReportQuestionFrom(request, violations);
  RETURN_IF_ERROR(violations.ToStatus());
  v1::GetFeedbackReportResponse reply;
  RETURN_IF_ERROR(desk_.records->Read([&](sql::RecordReader& reader) {
    reply = ReportOf(reader, question, call.now);
    return absl::OkStatus();
  }));
  return reply;
}

}  // namespace pcsp::planning::training

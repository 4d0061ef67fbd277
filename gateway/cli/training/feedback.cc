// pcspctl feedback ...
#include <iostream>
#include <set>

#include "absl/strings/str_join.h"
#include "gateway/cli/training/called.h"
#include "gateway/cli/training/commands.h"

namespace pcsp::cli {
namespace {

namespace pb = planning::v1;

struct FeedbackFlags {
  std::string session, token, course, trainer, from, until;
  int count = 0;
  std::vector<int> answers;
};

absl::Status Issue(Session& session, const FeedbackFlags& flags) {
  pb::IssueFeedbackTokensRequest request;
  request.set_name(session.NameOf("sessions", flags.session));
  request.set_count(flags.count);
  if (flags.count == 0) {
    pb::GetSessionRequest get;
    get.set_name(request.name());
    ASSIGN_OR_RETURN(const pb::Session held, Call(session, &TrainingStub::GetSession, get));
    request.set_count(held.enrolled_count());
  }
  ASSIGN_OR_RETURN(const auto issued, Call(session, &TrainingStub::IssueFeedbackTokens, request));
  Table table({"TOKEN", "UNTIL"});
  for (const std::string& token : issued.tokens()) table.Add({token, issued.last_date()});
  Print(session.format, table, issued);
  if (session.format == Format::kTable) {
    std::cout
        << "They are shown this once. Give each participant one, in no order: nobody can tell "
           "who had which.\n";
  }
  return absl::OkStatus();
}

absl::Status Form(Session& session, const FeedbackFlags& flags) {
  pb::GetFeedbackFormRequest request;
  request.set_token(flags.token);
  ASSIGN_OR_RETURN(const auto form, Call(session, &TrainingStub::GetFeedbackForm, request));
  Table table({"QUESTION", "ANSWERS"});
  for (const auto& question : form.questions()) {
    std::vector<std::string> answers;
    for (const std::string& answer : question.answers()) {
      answers.push_back(absl::StrCat(answers.size() + 1, " ", answer));
    }
    table.Add({question.text(), absl::StrJoin(answers, ", ")});
  }
  if (session.format == Format::kTable) {
    std::cout << form.course_title() << ", " << form.session_date() << "\n\n";
  }
  Print(session.format, table, form);
  return absl::OkStatus();
}

absl::Status Answer(Session& session, const FeedbackFlags& flags) {
  pb::SubmitFeedbackRequest request;
  request.set_token(flags.token);
  request.mutable_answers()->Assign(flags.answers.begin(), flags.answers.end());
  ASSIGN_OR_RETURN(const auto reply, Call(session, &TrainingStub::SubmitFeedback, request));
  Table table({"ANSWER"});
  table.Add({"taken"});
  Print(session.format, table, reply);
  return absl::OkStatus();
}

// "no 2, partly 1, yes 5"; "-" where they are not shown.
std::string Counts(const pb::FeedbackResult& result) {
  std::vector<std::string> counts;
  for (int i = 0; i < result.counts_size(); ++i) {
    counts.push_back(absl::StrCat(result.question().answers(i), " ", result.counts(i)));
  }
  return counts.empty() ? "-" : absl::StrJoin(counts, ", ");
}

std::string StateInWords(pb::FeedbackState state) {
  switch (state) {
    case pb::FEEDBACK_STATE_OPEN:
      return "still open";
    case pb::FEEDBACK_STATE_TOO_FEW:
      return "fewer than 5 answered";
    case pb::FEEDBACK_STATE_MEANS:
      return "5 to 7 answered";
    default:
      return "";
  }
}

void AddRows(const pb::FeedbackSummary& summary, const Called& called, Table& table) {
  std::vector<std::string> trainers;
  for (const std::string& name : summary.trainers()) trainers.push_back(called(name));
  const std::string what = summary.session().empty() ? "all counted" : IdOf(summary.session());
  const std::string answered = summary.answer_count() > 0 ? absl::StrCat(summary.answer_count())
                                                          : StateInWords(summary.state());
  const std::vector<std::string> head = {IdOf(summary.course()), what, summary.date(),
                                         absl::StrJoin(trainers, ", "), answered};
  const auto add = [&](const std::vector<std::string>& tail) {
    std::vector<std::string> row = head;
    row.insert(row.end(), tail.begin(), tail.end());
    table.Add(row);
  };
  if (summary.results().empty()) add({"", "", ""});
  for (const auto& result : summary.results()) {
    add({result.question().text(), result.has_mean() ? Fixed(result.mean(), 1) : "-",
         Counts(result)});
  }
}

absl::Status Report(Session& session, const FeedbackFlags& flags) {
  pb::GetFeedbackReportRequest request;
  request.set_parent(session.ProgrammeName());
  if (!flags.course.empty()) request.set_course(session.NameOf("courses", flags.course));
  if (!flags.trainer.empty()) request.set_trainer(session.NameOf("appointments", flags.trainer));
  request.set_from_date(flags.from);
  request.set_until_date(flags.until);
  ASSIGN_OR_RETURN(const auto report, Call(session, &TrainingStub::GetFeedbackReport, request));
  std::set<std::string> names;
  for (const auto& summary : report.sessions()) {
    names.insert(summary.trainers().begin(), summary.trainers().end());
  }
  const Called called(session, names);
  Table table({"COURSE", "SESSION", "DATE", "TRAINERS", "ANSWERED", "QUESTION", "MEAN", "ANSWERS"});
  for (const auto& summary : report.courses()) AddRows(summary, called, table);
  for (const auto& summary : report.sessions()) AddRows(summary, called, table);
  Print(session.format, table, report);
  return absl::OkStatus();
}

void SetUpIssue(Command command, FeedbackFlags& flags) {
  command.AddOption("session", flags.session, "Id of the session").Required();
  command.AddOption("--count", flags.count, "How many; one for each place taken if not given");
}

void SetUpForm(Command command, FeedbackFlags& flags) {
  command.AddOption("token", flags.token, "A token that has not been used").Required();
}

void SetUpAnswer(Command command, FeedbackFlags& flags) {
  SetUpForm(command, flags);
  command
      .AddOption("answers", flags.answers,
                 "To each question the number of the answer, 1 for the worst, 0 for none")
      .Required();
}

void SetUpReport(Command command, FeedbackFlags& flags) {
  command.AddOption("--course", flags.course, "Only sessions of this course");
  command.AddOption("--trainer", flags.trainer, "Only sessions that this appointment taught");
  command.AddOption("--from", flags.from, "Only sessions on this day or later, yyyy-mm-dd");
  command.AddOption("--until", flags.until, "Only sessions on this day or before, yyyy-mm-dd");
}

}  // namespace

void AddFeedback(Command app, Session& session) {
  const Command noun = AddNoun(app, "feedback", "What participants thought, without their names");
  AddCommand(noun, session, "tokens", "Make tokens for a session's participants", SetUpIssue,
             Issue);
  AddCommand(noun, session, "form", "What a token asks", SetUpForm, Form);
  AddCommand(noun, session, "answer", "Answer with a token", SetUpAnswer, Answer);
  AddCommand(noun, session, "report", "What was answered, by course and by session", SetUpReport,
             Report);
}

}  // namespace pcsp::cli

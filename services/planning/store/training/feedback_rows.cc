#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "services/planning/store/training/feedback_text.h"
#include "services/planning/store/training/store.h"

namespace pcsp::planning::training {
namespace {

std::string CountsText(const std::vector<std::vector<int>>& counts) {
  return absl::StrJoin(counts, "\n", [](std::string* out, const std::vector<int>& row) {
    absl::StrAppend(out, absl::StrJoin(row, " "));
  });
}

std::vector<std::vector<int>> CountsFrom(const std::string& text) {
  std::vector<std::vector<int>> counts;
  for (const absl::string_view line : absl::StrSplit(text, '\n', absl::SkipEmpty())) {
    std::vector<int>& row = counts.emplace_back();
    for (const absl::string_view word : absl::StrSplit(line, ' ')) {
      row.push_back(0);
      (void)absl::SimpleAtoi(word, &row.back());  // written by CountsText()
    }
  }
  return counts;
}

}  // namespace

std::string QuestionsText(const std::vector<FeedbackQuestion>& questions) {
  return absl::StrJoin(questions, "\n", [](std::string* out, const FeedbackQuestion& question) {
    absl::StrAppend(out, question.text, "\t", absl::StrJoin(question.answers, "\t"));
  });
}

std::vector<FeedbackQuestion> QuestionsFrom(const std::string& text) {
  std::vector<FeedbackQuestion> questions;
  for (const absl::string_view line : absl::StrSplit(text, '\n', absl::SkipEmpty())) {
    std::vector<std::string> parts = absl::StrSplit(line, '\t');
    FeedbackQuestion question{.text = parts.front(), .answers = {}};
    question.answers.assign(parts.begin() + 1, parts.end());
    questions.push_back(std::move(question));
  }
  return questions;
}

const sql::Table& TableOf(sql::Of<SessionFeedback>) {
  static const sql::Table& table = *new sql::Table{
      "session_feedback",
      sql::Columns("programme session questions counts", "tokens answers close_time"),
      {"programme", "session"}};
  return table;
}

sql::Cells ToCells(const SessionFeedback& f) {
  return {f.programme,
          f.session,
          QuestionsText(f.questions),
          CountsText(f.counts),
          sql::NumberText(f.tokens),
          sql::NumberText(f.answers),
          sql::TimeText(f.close_time)};
}

SessionFeedback FromCells(sql::Of<SessionFeedback>, const sql::Cells& cells) {
  sql::CellReader in(cells);
  SessionFeedback feedback;
  feedback.programme = in.Text();
  feedback.session = in.Text();
  feedback.questions = QuestionsFrom(in.Text());
  feedback.counts = CountsFrom(in.Text());
  feedback.tokens = in.Int();
  feedback.answers = in.Int();
  feedback.close_time = in.Time();
  return feedback;
}

const sql::Table& TableOf(sql::Of<FeedbackToken>) {
  static const sql::Table& table =
      *new sql::Table{"feedback_token",
                      {{"token_hash", "text"}, {"programme", "text"}, {"session", "text"}},
                      {"token_hash"}};
  return table;
}

sql::Cells ToCells(const FeedbackToken& t) { return {t.token_hash, t.programme, t.session}; }

FeedbackToken FromCells(sql::Of<FeedbackToken>, const sql::Cells& cells) {
  sql::CellReader in(cells);
  FeedbackToken token;
  token.token_hash = in.Text();
  token.programme = in.Text();
  token.session = in.Text();
  return token;
}

}  // namespace pcsp::planning::training

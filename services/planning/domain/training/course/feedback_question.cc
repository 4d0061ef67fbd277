#include "services/planning/domain/training/course/feedback_question.h"

#include <set>

#include "absl/strings/str_cat.h"
#include "services/planning/domain/training/text_checks.h"

namespace pcsp::planning::training {
namespace {

constexpr size_t kMostQuestions = 5, kLongestText = 300;
constexpr size_t kFewestAnswers = 2, kMostAnswers = 7, kLongestAnswer = 80;

void CheckAnswers(const std::string& field, const std::vector<std::string>& answers,
                  Violations& violations) {
  if (answers.size() < kFewestAnswers || answers.size() > kMostAnswers) {
    violations.Add(field, absl::StrCat(answers.size()),
                   absl::StrCat(kFewestAnswers, " to ", kMostAnswers, " answers"));
  }
  std::set<std::string> seen;
  for (size_t i = 0; i < answers.size(); ++i) {
    const std::string path = absl::StrCat(field, "[", i, "]");
    CheckLine(path, answers[i], kLongestAnswer, violations);
    if (!seen.insert(answers[i]).second) violations.Add(path, answers[i], "each once");
  }
}

}  // namespace

void CheckQuestions(absl::Span<const FeedbackQuestion> questions, Violations& violations) {
  if (questions.size() > kMostQuestions) {
    violations.Add("course.feedback_questions", absl::StrCat(questions.size()),
                   absl::StrCat("at most ", kMostQuestions));
  }
  for (size_t i = 0; i < questions.size(); ++i) {
    const std::string field = absl::StrCat("course.feedback_questions[", i, "]");
    CheckLine(field + ".text", questions[i].text, kLongestText, violations);
    CheckAnswers(field + ".answers", questions[i].answers, violations);
  }
}

}  // namespace pcsp::planning::training

// Questions of feedback in a text column: a line each, its text and its answers parted by tabs,
// neither of which can be in them.
#pragma once

#include <string>
#include <vector>

#include "services/planning/domain/training/course/feedback_question.h"

namespace pcsp::planning::training {

std::string QuestionsText(const std::vector<FeedbackQuestion>& questions);
std::vector<FeedbackQuestion> QuestionsFrom(const std::string& text);

}  // namespace pcsp::planning::training

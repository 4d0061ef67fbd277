// What those who were at a session are asked about it.
#pragma once

#include <string>
#include <vector>

#include "absl/types/span.h"
#include "common/base/error.h"

namespace pcsp::planning::training {

struct FeedbackQuestion {
  std::string text;
  std::vector<std::string> answers;  // from the worst to the best

  bool operator==(const FeedbackQuestion&) const = default;
};

void CheckQuestions(absl::Span<const FeedbackQuestion> questions, Violations& violations);

}  // namespace pcsp::planning::training

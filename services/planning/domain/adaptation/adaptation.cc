#include "services/planning/domain/adaptation/adaptation.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "common/text/utf8.h"

namespace pcsp::planning {
namespace {

void CheckText(absl::string_view field, absl::string_view value, Violations& violations) {
  if (!value.empty() && text::CharactersIn(value) <= kLongestSolutionText) return;
  violations.Add(absl::StrCat("adaptation.", field), value,
                 absl::StrCat("1 to ", kLongestSolutionText, " characters"));
}

bool HasCore(const Solution& solution, absl::string_view id) {
  return std::any_of(solution.core_functions.begin(), solution.core_functions.end(),
                     [&](const CoreFunction& core) { return core.id == id; });
}

}  // namespace

const std::array<FrameQuestion, 8>& FrameQuestions() {
  static constexpr std::array<FrameQuestion, 8> kQuestions = {{
      {"when", "At which point did you change it: before you began, on the way, or to keep it up?"},
      {"planned", "Did you mean to from the start, or did something happen that called for it?"},
      {"decided_by", "Who decided on the change?"},
      {"part",
       "Which part of it is different: what is done, the setting, the training for it, or "
       "how you look at results?"},
      {"level", "For whom is it different: one person, a group, a colleague, the team, everybody?"},
      {"what", "What do you do now that the solution does not say, or no longer do that it says?"},
      {"core_changes",
       "What does that do to each function that makes it work: nothing, another "
       "form, another dose, or is it gone?"},
      {"why", "Why, and what is it meant to achieve?"},
  }};
  return kQuestions;
}

void CheckAdaptation(const Solution* solution, const Adaptation& adaptation,
                     Violations& violations) {
  if (adaptation.decided_by.empty()) {
    violations.Add("adaptation.decided_by", "", "at least one role");
  }
  for (size_t i = 0; i < adaptation.decided_by.size(); ++i) {
    CheckText(absl::StrCat("decided_by[", i, "]"), adaptation.decided_by[i], violations);
  }
  CheckText("what", adaptation.what, violations);
  CheckText("why", adaptation.why, violations);
  if (solution == nullptr) return;
  for (const auto& [id, change] : adaptation.core_changes) {
    if (HasCore(*solution, id)) continue;
    violations.Add(absl::StrCat("adaptation.core_changes.", id), id,
                   absl::StrCat("a core function of ", solution->id));
  }
}

}  // namespace pcsp::planning

// How enums and lists are spelt in the tables. A word once written is never given another meaning.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"
#include "services/planning/domain/plan/plan.h"

namespace pcsp::planning {

inline constexpr std::pair<absl::string_view, PlanState> kPlanStateWords[] = {
    {"draft", PlanState::kDraft}, {"agreed", PlanState::kAgreed}, {"closed", PlanState::kClosed}};
inline constexpr std::pair<absl::string_view, ActionState> kActionStateWords[] = {
    {"planned", ActionState::kPlanned},
    {"under_way", ActionState::kUnderWay},
    {"done", ActionState::kDone},
    {"abandoned", ActionState::kAbandoned}};
inline constexpr std::pair<absl::string_view, Warning::Code> kWarningWords[] = {
    {"only_training", Warning::Code::kOnlyTraining},
    {"issue_unanswered", Warning::Code::kIssueUnanswered},
    {"nothing_to_act_on", Warning::Code::kNothingToActOn},
    {"hours_too_few", Warning::Code::kHoursTooFew},
    {"did_not_help", Warning::Code::kDidNotHelp},
};

template <typename E, size_t N>
std::string WordOf(E value, const std::pair<absl::string_view, E> (&words)[N]) {
  for (const auto& [word, meaning] : words) {
    if (meaning == value) return std::string(word);
  }
  return "";
}

// The first meaning for a word that this program does not know.
template <typename E, size_t N>
E MeaningOf(absl::string_view text, const std::pair<absl::string_view, E> (&words)[N]) {
  for (const auto& [word, meaning] : words) {
    if (word == text) return meaning;
  }
  return words[0].second;
}

inline std::string JoinIds(const std::vector<std::string>& ids) { return absl::StrJoin(ids, " "); }
inline std::vector<std::string> SplitIds(absl::string_view ids) {
  return absl::StrSplit(ids, ' ', absl::SkipEmpty());
}

}  // namespace pcsp::planning

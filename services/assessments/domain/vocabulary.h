// The words that this service shares with its files and tables: levels, constructs, staff groups.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <utility>

#include "absl/strings/string_view.h"

namespace pcsp::assessments {

enum class Level { kWholeSystem = 1, kSteeringGroup = 2, kPractice = 3 };

// The four constructs of Normalisation Process Theory, in their order.
enum class Construct {
  kCoherence = 0,
  kCognitiveParticipation = 1,
  kCollectiveAction = 2,
  kReflexiveMonitoring = 3,
};
inline constexpr int kConstructs = 4;

enum class StaffGroup { kGp = 1, kNurse = 2, kDirectPatientCare = 3, kAdmin = 4, kLeadership = 5 };
inline constexpr int kStaffGroups = 5;

// How far a site has come, in the registry's words; a section may be for some of them only.
inline constexpr absl::string_view kMilestoneWords[] = {
    "interested", "taster",      "committed", "trained", "followed_up", "systems_ready",
    "live",       "normalising", "sustained", "paused",  "withdrawn",   "merged"};
inline constexpr absl::string_view kMilestoneRule =
    "one of interested, taster, committed, trained, followed_up, systems_ready, live, normalising, "
    "sustained, paused, withdrawn, merged";

template <typename E>
using Word = std::pair<absl::string_view, E>;

inline constexpr Word<Level> kLevelWords[] = {{"whole_system", Level::kWholeSystem},
                                              {"steering_group", Level::kSteeringGroup},
                                              {"practice", Level::kPractice}};
inline constexpr Word<Construct> kConstructWords[] = {
    {"coherence", Construct::kCoherence},
    {"cognitive_participation", Construct::kCognitiveParticipation},
    {"collective_action", Construct::kCollectiveAction},
    {"reflexive_monitoring", Construct::kReflexiveMonitoring}};
inline constexpr Word<StaffGroup> kStaffGroupWords[] = {
    {"gp", StaffGroup::kGp},
    {"nurse", StaffGroup::kNurse},
    {"direct_patient_care", StaffGroup::kDirectPatientCare},
    {"admin", StaffGroup::kAdmin},
    {"leadership", StaffGroup::kLeadership}};
inline constexpr absl::string_view kStaffGroupRule =
    "one of gp, nurse, direct_patient_care, admin, leadership";

// The value that `word` stands for in one of the tables above; nothing for another word.
template <typename E, size_t N>
std::optional<E> FromWord(absl::string_view word, const Word<E> (&words)[N]) {
  for (const auto& [text, value] : words) {
    if (text == word) return value;
  }
  return std::nullopt;
}

// The word for `value`.
template <typename E, size_t N>
std::string ToWord(E value, const Word<E> (&words)[N]) {
  for (const auto& [text, known] : words) {
    if (known == value) return std::string(text);
  }
  return "";
}

}  // namespace pcsp::assessments

// The three levels of a programme, as content files and the database spell them.
#pragma once

#include <optional>
#include <utility>

#include "absl/strings/string_view.h"

namespace pcsp::planning {

enum class Level { kWholeSystem, kSteeringGroup, kPractice };

inline constexpr std::pair<absl::string_view, Level> kLevelWords[] = {
    {"whole_system", Level::kWholeSystem},
    {"steering_group", Level::kSteeringGroup},
    {"practice", Level::kPractice},
};

inline absl::string_view LevelWord(Level level) {
  return kLevelWords[static_cast<int>(level)].first;
}

inline std::optional<Level> LevelFromWord(absl::string_view word) {
  for (const auto& [name, level] : kLevelWords) {
    if (name == word) return level;
  }
  return std::nullopt;
}

// As it stands in a sentence: "steering group".
inline absl::string_view LevelInWords(Level level) {
  switch (level) {
    case Level::kWholeSystem:
      return "whole system";
    case Level::kSteeringGroup:
      return "steering group";
    case Level::kPractice:
      return "practice";
  }
  return "";
}

}  // namespace pcsp::planning

// Days that may not have come, as cells: "" when they have not.
#pragma once

#include <optional>
#include <string>

#include "common/storage/records/table.h"

namespace pcsp::planning {

inline std::string OptionalDayText(const std::optional<absl::CivilDay>& day) {
  return day ? sql::DayText(*day) : "";
}

inline std::optional<absl::CivilDay> OptionalDay(const std::string& text) {
  if (text.empty()) return std::nullopt;
  return sql::DayFromText(text);
}

}  // namespace pcsp::planning

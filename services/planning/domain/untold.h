// Faults of the form of a problem, and of its sense, told at once and none of them twice.
#pragma once

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/match.h"
#include "common/base/error.h"

namespace pcsp::planning {

// Whether `part` is the field `whole`, or something in it.
inline bool IsIn(const std::string& part, const std::string& whole) {
  if (!absl::StartsWith(part, whole)) return false;
  return part.size() == whole.size() || part[whole.size()] == '.' || part[whole.size()] == '[';
}

// Adds what `sense` says is wrong with fields of which, and of whose parts, `violations` say
// nothing: what was read of a faulty field means nothing. Nor does what is held against one: of
// `against`, the end of a field and of that beside it by which it is judged (`.least`, `.seats`).
inline void MergeUntold(const absl::Status& sense, Violations& violations,
                        const std::vector<std::pair<std::string, std::string>>& against = {}) {
  const std::vector<Violation> form = violations.list();
  const auto told = [&form](const std::string& field) {
    // What has fields may be given as a bare list: its first is `options[1][0]` then.
    const std::string first = field.substr(0, field.rfind('.')) + "[";
    return std::ranges::any_of(form, [&](const Violation& one) {
      return IsIn(field, one.field) || IsIn(one.field, field) || absl::StartsWith(one.field, first);
    });
  };
  Violations found;
  found.Merge("", sense);
  const auto judged = [&](const std::string& field) {
    return std::ranges::any_of(against, [&](const auto& ends) {
      if (!field.ends_with(ends.first)) return false;
      return told(field.substr(0, field.size() - ends.first.size()) + ends.second);
    });
  };
  for (const Violation& one : found.list()) {
    if (!told(one.field) && !judged(one.field)) {
      violations.Add(one.field, one.given, one.expected);
    }
  }
}

}  // namespace pcsp::planning

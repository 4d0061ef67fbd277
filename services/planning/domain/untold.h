// Faults of the form of a problem, and of its sense, told at once and none of them twice.
#pragma once

#include <algorithm>
#include <string>
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
// nothing: what was read of a faulty field means nothing.
inline void MergeUntold(const absl::Status& sense, Violations& violations) {
  const std::vector<Violation> form = violations.list();
  const auto told = [&form](const std::string& field) {
    return std::ranges::any_of(form, [&field](const Violation& one) {
      return IsIn(field, one.field) || IsIn(one.field, field);
    });
  };
  Violations found;
  found.Merge("", sense);
  for (const Violation& one : found.list()) {
    if (!told(one.field)) violations.Add(one.field, one.given, one.expected);
  }
}

}  // namespace pcsp::planning

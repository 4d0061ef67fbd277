// The diary that a programme plan was made for, beside the diary as it is.
#pragma once

#include <map>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "common/base/error.h"

namespace pcsp::planning {

// A session of the diary, as somebody saw it.
struct SeenSession {
  std::string id;
  std::string etag;
  std::map<std::string, int> enrolled;  // people with a place, by practice
};

// A violation for each session that is new, gone or not what it was.
Violations DiaryDifferences(absl::Span<const SeenSession> then, absl::Span<const SeenSession> now);

// FAILED_PRECONDITION, DIARY_CHANGED; OK without differences.
absl::Status DiaryChanged(absl::string_view plan, const Violations& differences);

// The id that a session of a plan has, or would have, in the diary: its own if it was there before,
// or else one that is the same whenever the plan is applied.
std::string DiaryId(absl::string_view plan, absl::string_view session, bool in_diary);

}  // namespace pcsp::planning

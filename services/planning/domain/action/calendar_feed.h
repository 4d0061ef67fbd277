// A diary that its owner's calendar program fetches by a secret address, and what it says of
// actions.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "common/text/calendar/calendar.h"
#include "services/planning/domain/action/tracked_action.h"

namespace pcsp::planning {

struct CalendarFeed {
  std::string programme;
  std::string id;          // a UUID of its time
  std::string owner;       // id of the appointment; empty for somebody who only attends
  std::string person;      // id of who holds it, or whose diary it is; may be empty
  std::string token_hash;  // of the secret, which is kept nowhere
  bool revoked = false;
  absl::Time create_time, update_time;
  int64_t revision = 1;

  std::string Name() const;

  bool operator==(const CalendarFeed&) const = default;
};

// A secret of 256 random bits, as 64 hexadecimal digits: it cannot be guessed, so its plain hash
// cannot be undone.
std::string NewFeedToken();
// True for what NewFeedToken() may have made.
bool IsFeedToken(absl::string_view token);
std::string HashOfFeedToken(absl::string_view token);

// An event for the due day and one for the review of each action, by name of action. What was
// abandoned is cancelled there, and what is done is no longer due.
text::Calendar DiaryOf(const std::vector<TrackedAction>& actions);

}  // namespace pcsp::planning

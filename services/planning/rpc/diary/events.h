// What is in the diary behind a calendar feed.
#pragma once

#include "common/storage/records/records.h"
#include "common/text/calendar/calendar.h"
#include "services/planning/domain/action/calendar_feed.h"

namespace pcsp::planning {

// Actions of the feed's appointment, sessions that they teach or attend, and leave that lie no more
// than a year back.
text::Calendar CalendarOf(sql::RecordReader& reader, const CalendarFeed& feed, absl::Time now);

}  // namespace pcsp::planning

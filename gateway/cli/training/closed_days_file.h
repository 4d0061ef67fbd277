// Days on which a programme is closed, from a CSV file or a calendar.
#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace pcsp::cli {

struct ClosedDayRow {
  std::string date;  // yyyy-mm-dd where the file has a day
  std::string title;

  bool operator==(const ClosedDayRow&) const = default;
};

// A CSV file whose header names the columns `date` and `title`, or an iCalendar file of whole days,
// as governments publish their holidays: an event of several days is each of them. What is no such
// file, and every fault of every row or event at once: INVALID_FIELDS, INVALID_CSV.
absl::StatusOr<std::vector<ClosedDayRow>> ReadClosedDays(absl::string_view text);

}  // namespace pcsp::cli

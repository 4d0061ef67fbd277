#include "gateway/cli/training/closed_days_file.h"

#include <map>
#include <optional>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "absl/time/civil_time.h"
#include "common/base/error.h"
#include "common/base/status_macros.h"
#include "common/text/csv_reader.h"

namespace pcsp::cli {
namespace {

constexpr int kLongestEvent = 31;  // days

// RFC 5545, 3.1: a line that begins with a blank goes on with the one before.
std::vector<std::string> Unfolded(absl::string_view text) {
  std::vector<std::string> lines;
  for (absl::string_view line : absl::StrSplit(text, '\n')) {
    line = absl::StripSuffix(line, "\r");
    if (!lines.empty() && !line.empty() && (line[0] == ' ' || line[0] == '\t')) {
      absl::StrAppend(&lines.back(), line.substr(1));
    } else {
      lines.emplace_back(line);
    }
  }
  return lines;
}

// "DTSTART;VALUE=DATE" without what stands behind the semicolon.
std::string NameOf(absl::string_view property) {
  return absl::AsciiStrToUpper(property.substr(0, property.find(';')));
}

// "20261225".
std::optional<absl::CivilDay> DayOf(absl::string_view value) {
  absl::CivilDay day;
  if (value.size() != 8) return std::nullopt;
  const std::string text =
      absl::StrCat(value.substr(0, 4), "-", value.substr(4, 2), "-", value.substr(6));
  if (!absl::ParseCivilTime(text, &day) || absl::FormatCivilTime(day) != text) return std::nullopt;
  return day;
}

std::string Plain(absl::string_view value) {
  return absl::StrReplaceAll(value, {{"\\,", ","}, {"\\;", ";"}, {"\\n", " "}, {"\\\\", "\\"}});
}

// One event at a time.
class Events {
 public:
  void Take(const std::string& line) {
    const std::pair<std::string, std::string> parts = absl::StrSplit(line, absl::MaxSplits(':', 1));
    if (line == "BEGIN:VEVENT") {
      event_.clear();
    } else if (line == "END:VEVENT") {
      Add();
    } else {
      event_[NameOf(parts.first)] = parts.second;
    }
  }
  absl::StatusOr<std::vector<ClosedDayRow>> Finish() {
    if (count_ == 0) violations_.Add("file", "", "a calendar with events of whole days");
    RETURN_IF_ERROR(violations_.ToStatus());
    return std::move(rows_);
  }

 private:
  void Add() {
    const std::string field = absl::StrCat("event ", ++count_, ", ");
    const auto first = DayOf(event_["DTSTART"]);
    // The first day after it; one day where there is none.
    const auto end = event_["DTEND"].empty() ? first : DayOf(event_["DTEND"]);
    if (!first || !end) {
      violations_.Add(absl::StrCat(field, first ? "DTEND" : "DTSTART"),
                      event_[first ? "DTEND" : "DTSTART"], "a whole day, yyyymmdd");
      return;
    }
    const absl::CivilDay last = std::max(*first, *end - 1);
    if (last - *first >= kLongestEvent) {
      violations_.Add(absl::StrCat(field, "DTEND"), event_["DTEND"],
                      absl::StrCat("at most ", kLongestEvent, " days"));
      return;
    }
    for (absl::CivilDay day = *first; day <= last; ++day) {
      rows_.push_back({absl::FormatCivilTime(day), Plain(event_["SUMMARY"])});
    }
  }

  std::map<std::string, std::string> event_;
  std::vector<ClosedDayRow> rows_;
  Violations violations_;
  int count_ = 0;
};

absl::StatusOr<std::vector<ClosedDayRow>> FromCsv(absl::string_view text) {
  std::map<std::string, size_t> columns;
  std::vector<ClosedDayRow> rows;
  Violations violations;
  text::CsvReader reader({.delimiter = 0}, [&](int64_t, const std::vector<std::string>& fields) {
    if (columns.empty()) {
      for (size_t i = 0; i < fields.size(); ++i) {
        columns[absl::AsciiStrToLower(absl::StripAsciiWhitespace(fields[i]))] = i;
      }
      for (const char* needed : {"date", "title"}) {
        if (!columns.contains(needed)) violations.Add(needed, "", "a column of this name");
      }
      return violations.ToStatus();
    }
    const auto cell = [&](const char* column) {
      const size_t at = columns[column];
      return at < fields.size() ? std::string(absl::StripAsciiWhitespace(fields[at])) : "";
    };
    rows.push_back({cell("date"), cell("title")});
    return absl::OkStatus();
  });
  RETURN_IF_ERROR(reader.Push(text));
  RETURN_IF_ERROR(reader.Finish());
  return rows;
}

}  // namespace

absl::StatusOr<std::vector<ClosedDayRow>> ReadClosedDays(absl::string_view text) {
  if (!absl::StrContains(text, "BEGIN:VCALENDAR")) return FromCsv(text);
  Events events;
  for (const std::string& line : Unfolded(text)) events.Take(line);
  return events.Finish();
}

}  // namespace pcsp::cli

#include "services/planning/domain/cohorts/explain/session_words.h"

#include <utility>

#include "absl/strings/str_cat.h"

namespace pcsp::planning {
namespace {

constexpr int kDays = 14;
constexpr const char* kWeekdays[] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
constexpr const char* kMonths[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                   "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

std::string TitleIn(const std::vector<std::string>& titles, int index, const std::string& id) {
  const auto i = static_cast<size_t>(index);
  return i < titles.size() && !titles[i].empty() ? titles[i] : id;
}

std::string DayInWords(absl::CivilDay day) {
  return absl::StrCat(kWeekdays[static_cast<int>(absl::GetWeekday(day))], " ", day.day(), " ",
                      kMonths[day.month() - 1], " ", day.year());
}

}  // namespace

std::string MinuteInWords(absl::CivilMinute minute) {
  return absl::StrCat(DayInWords(absl::CivilDay(minute)), " ",
                      absl::Dec(minute.hour(), absl::kZeroPad2), ":",
                      absl::Dec(minute.minute(), absl::kZeroPad2));
}

std::string CourseTitle(const CohortProblem& problem, int course) {
  return TitleIn(problem.titles.courses, course, problem.courses[course].id);
}

std::string VenueTitle(const CohortProblem& problem, int venue) {
  return TitleIn(problem.titles.venues, venue, problem.venues[venue].id);
}

std::string RegionTitle(const CohortProblem& problem, int region) {
  return TitleIn(problem.titles.regions, region, problem.regions[region].id);
}

std::string PracticeTitle(const CohortProblem& problem, int practice) {
  return TitleIn(problem.titles.practices, practice, problem.practices[practice].id);
}

std::string FortnightInWords(const CohortProblem& problem, int fortnight) {
  if (!problem.titles.first_day) return absl::StrCat("in fortnight ", fortnight);
  return absl::StrCat("in the fortnight from ",
                      DayInWords(*problem.titles.first_day + fortnight * kDays));
}

SessionWords InWords(const CohortProblem& problem, int session) {
  const CohortSession& s = problem.sessions[session];
  SessionWords words;
  words.course = CourseTitle(problem, s.course);
  words.venue = VenueTitle(problem, s.venue);
  words.region = RegionTitle(problem, problem.venues[s.venue].region);
  words.start = TitleIn(problem.titles.starts, session, "");
  absl::CivilMinute start;
  if (absl::ParseCivilTime(words.start, &start)) {
    words.from = words.until = absl::CivilDay(start);
    words.when = MinuteInWords(start);
    return words;
  }
  words.when = FortnightInWords(problem, s.fortnight);
  if (!problem.titles.first_day) return words;
  words.from = *problem.titles.first_day + s.fortnight * kDays;
  words.until = *words.from + (kDays - 1);
  return words;
}

std::string TextOf(const SessionWords& words) {
  return absl::StrCat(words.course, " at ", words.venue, ", ", words.when);
}

}  // namespace pcsp::planning

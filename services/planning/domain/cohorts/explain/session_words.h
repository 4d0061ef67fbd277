// Sessions, practices and times of a problem as people speak of them.
#pragma once

#include <optional>
#include <string>

#include "services/planning/domain/cohorts/problem.h"

namespace pcsp::planning {

std::string CourseTitle(const CohortProblem& problem, int course);
std::string VenueTitle(const CohortProblem& problem, int venue);
std::string RegionTitle(const CohortProblem& problem, int region);
std::string PracticeTitle(const CohortProblem& problem, int practice);

// "in the fortnight from Mon 2 Mar 2026", or "in fortnight 3" where its days are not known.
std::string FortnightInWords(const CohortProblem& problem, int fortnight);

// "Tue 3 Mar 2026 09:00".
std::string MinuteInWords(absl::CivilMinute minute);

struct SessionWords {
  std::string course, venue, region;
  std::string start;                          // yyyy-mm-ddThh:mm, where it has a day
  std::optional<absl::CivilDay> from, until;  // when it can be held
  std::string when;                           // as MinuteInWords() or FortnightInWords()
};
// "Core day at Town hall, Tue 3 Mar 2026 09:00".
std::string TextOf(const SessionWords& words);

SessionWords InWords(const CohortProblem& problem, int session);

}  // namespace pcsp::planning

// The part of the programme's diary that a plan is about.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "absl/time/civil_time.h"
#include "pcsp/planning/v1/cohort_problem.pb.h"
#include "services/planning/domain/programme_plan/diary.h"
#include "services/planning/rpc/training/session/session_records.h"

namespace pcsp::planning {

// Sessions of the problem's courses, at its venues, that begin in its fortnights and are planned or
// confirmed; and who is enrolled in them.
struct Diary {
  std::map<std::string, training::Session> sessions;
  std::map<std::string, std::vector<training::Enrolment>> enrolled;  // by session, first come first

  // As it would be compared with what a plan was made for.
  std::vector<SeenSession> Seen() const;
};

Diary ReadDiary(sql::RecordReader& reader, const std::string& programme,
                const v1::CohortProblem& problem, absl::CivilDay start);

// What the plan was made for.
std::vector<SeenSession> SeenOf(const v1::CohortProblem& problem);

}  // namespace pcsp::planning

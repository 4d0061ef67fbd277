// A plan with what it was made from and what came of it.
#pragma once

#include <set>
#include <string>

#include "services/planning/rpc/programme_plan/convert_plan.h"
#include "services/planning/rpc/programme_plan/documents.h"

namespace pcsp::planning {

struct MadePlan {
  ProgrammePlan plan;
  v1::CohortProblem problem;
  v1::CohortResult result;
};

// PROGRAMME_PLAN_NOT_FOUND. Problem and result are empty where there is none yet.
absl::StatusOr<MadePlan> ReadMade(sql::RecordReader& reader, const training::NameParts& id);

// Ids of sessions that were in the diary when the plan was made.
std::set<std::string> DiaryIdsOf(const v1::CohortProblem& problem);

}  // namespace pcsp::planning

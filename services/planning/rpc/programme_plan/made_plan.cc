#include "services/planning/rpc/programme_plan/made_plan.h"

namespace pcsp::planning {

absl::StatusOr<MadePlan> ReadMade(sql::RecordReader& reader, const training::NameParts& id) {
  MadePlan made;
  ASSIGN_OR_RETURN(made.plan, training::Find<ProgrammePlan>(reader, id));
  ASSIGN_OR_RETURN(made.problem, ReadDocument<v1::CohortProblem>(reader, made.plan,
                                                                 PlanDocument::Kind::kProblem));
  ASSIGN_OR_RETURN(made.result,
                   ReadDocument<v1::CohortResult>(reader, made.plan, PlanDocument::Kind::kResult));
  return made;
}

std::set<std::string> DiaryIdsOf(const v1::CohortProblem& problem) {
  std::set<std::string> ids;
  for (const v1::DiarySession& session : problem.current().diary()) ids.insert(session.session());
  return ids;
}

}  // namespace pcsp::planning

// Programme plans as rows: what records.h asks of a noun.
#pragma once

#include "common/storage/records/records.h"
#include "services/planning/domain/programme_plan/programme_plan.h"

namespace pcsp::planning {

// Ordered by `uid`, newest last; `state` and `lease_until` may be asked for.
const sql::Table& TableOf(sql::Of<ProgrammePlan>);
ProgrammePlan FromCells(sql::Of<ProgrammePlan>, const sql::Cells& cells);
sql::Cells ToCells(const ProgrammePlan& plan);

// One a plan and kind: key `programme`, `plan`, `kind`.
const sql::Table& TableOf(sql::Of<PlanDocument>);
PlanDocument FromCells(sql::Of<PlanDocument>, const sql::Cells& cells);
sql::Cells ToCells(const PlanDocument& document);
// How a kind is spelt.
std::string KindWord(PlanDocument::Kind kind);

}  // namespace pcsp::planning

// Actions that are followed, their events and cycles, and calendar feeds as rows.
#pragma once

#include <string>

#include "common/storage/records/records.h"
#include "services/planning/domain/action/calendar_feed.h"
#include "services/planning/domain/action/cycle.h"
#include "services/planning/domain/action/tracked_action.h"

namespace pcsp::planning {

// By (programme, organisation, plan, id).
const sql::Table& TableOf(sql::Of<TrackedAction>);
TrackedAction FromCells(sql::Of<TrackedAction>, const sql::Cells& cells);
sql::Cells ToCells(const TrackedAction& action);
// How the column `state` spells it, for conditions.
std::string StateCell(ActionState state);

// An event with the action that it belongs to.
struct StoredEvent {
  PlanName plan;
  std::string action;  // id
  ActionEvent event;
};

// By (programme, organisation, plan, action, number).
const sql::Table& TableOf(sql::Of<StoredEvent>);
StoredEvent FromCells(sql::Of<StoredEvent>, const sql::Cells& cells);
sql::Cells ToCells(const StoredEvent& stored);

// By (programme, organisation, plan, action, id).
const sql::Table& TableOf(sql::Of<Cycle>);
Cycle FromCells(sql::Of<Cycle>, const sql::Cells& cells);
sql::Cells ToCells(const Cycle& cycle);

// By (programme, id); one to each token_hash.
const sql::Table& TableOf(sql::Of<CalendarFeed>);
CalendarFeed FromCells(sql::Of<CalendarFeed>, const sql::Cells& cells);
sql::Cells ToCells(const CalendarFeed& feed);

}  // namespace pcsp::planning

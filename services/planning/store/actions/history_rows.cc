#include "services/planning/store/actions/action_rows.h"
#include "services/planning/store/actions/optional_day.h"
#include "services/planning/store/words.h"

namespace pcsp::planning {
namespace {

std::string DayCell(const std::optional<StageRecord>& record) {
  return record ? sql::DayText(record->day) : "";
}
std::string NoteCell(const std::optional<StageRecord>& record) {
  return record ? record->note : "";
}

std::optional<StageRecord> Stage(sql::CellReader& in) {
  const std::optional<absl::CivilDay> day = OptionalDay(in.Text());
  std::string note = in.Text();
  if (!day) return std::nullopt;
  return StageRecord{*day, std::move(note)};
}

}  // namespace

const sql::Table& TableOf(sql::Of<StoredEvent>) {
  static const sql::Table& table = *new sql::Table{
      "action_event",
      sql::Columns("programme organisation plan action kind day outcome next_review note link "
                   "told_by",
                   "number recorded"),
      {"programme", "organisation", "plan", "action", "number"}};
  return table;
}

sql::Cells ToCells(const StoredEvent& stored) {
  const ActionEvent& event = stored.event;
  return {stored.plan.organisation.programme,
          stored.plan.organisation.organisation,
          stored.plan.plan,
          stored.action,
          WordOf(event.kind, kEventKindWords),
          sql::DayText(event.day),
          WordOf(event.outcome, kReviewOutcomeWords),
          OptionalDayText(event.next_review),
          event.note,
          event.link,
          event.by,
          sql::NumberText(event.number),
          sql::TimeText(event.recorded)};
}

StoredEvent FromCells(sql::Of<StoredEvent>, const sql::Cells& cells) {
  sql::CellReader in(cells);
  StoredEvent stored;
  ActionEvent& event = stored.event;
  stored.plan.organisation.programme = in.Text();
  stored.plan.organisation.organisation = in.Text();
  stored.plan.plan = in.Text();
  stored.action = in.Text();
  event.kind = MeaningOf(in.Text(), kEventKindWords);
  event.day = in.Day();
  event.outcome = MeaningOf(in.Text(), kReviewOutcomeWords);
  event.next_review = OptionalDay(in.Text());
  event.note = in.Text();
  event.link = in.Text();
  event.by = in.Text();
  event.number = in.Number();
  event.recorded = in.Time();
  return stored;
}

const sql::Table& TableOf(sql::Of<Cycle>) {
  static const sql::Table& table = *new sql::Table{
      "action_cycle",
      sql::Columns("programme organisation plan action id question prediction measure plan_day "
                   "plan_note do_day do_note study_day study_note act_day act_note decision",
                   "revision create_time update_time"),
      {"programme", "organisation", "plan", "action", "id"}};
  return table;
}

sql::Cells ToCells(const Cycle& cycle) {
  return {cycle.plan.organisation.programme,
          cycle.plan.organisation.organisation,
          cycle.plan.plan,
          cycle.action,
          cycle.id,
          cycle.question,
          cycle.prediction,
          cycle.measure,
          sql::DayText(cycle.planned.day),
          cycle.planned.note,
          DayCell(cycle.did),
          NoteCell(cycle.did),
          DayCell(cycle.studied),
          NoteCell(cycle.studied),
          DayCell(cycle.acted),
          NoteCell(cycle.acted),
          WordOf(cycle.decision, kCycleDecisionWords),
          sql::NumberText(cycle.revision),
          sql::TimeText(cycle.create_time),
          sql::TimeText(cycle.update_time)};
}

Cycle FromCells(sql::Of<Cycle>, const sql::Cells& cells) {
  sql::CellReader in(cells);
  Cycle cycle;
  cycle.plan.organisation.programme = in.Text();
  cycle.plan.organisation.organisation = in.Text();
  cycle.plan.plan = in.Text();
  cycle.action = in.Text();
  cycle.id = in.Text();
  cycle.question = in.Text();
  cycle.prediction = in.Text();
  cycle.measure = in.Text();
  cycle.planned = Stage(in).value_or(StageRecord());
  cycle.did = Stage(in);
  cycle.studied = Stage(in);
  cycle.acted = Stage(in);
  cycle.decision = MeaningOf(in.Text(), kCycleDecisionWords);
  cycle.revision = in.Number();
  cycle.create_time = in.Time();
  cycle.update_time = in.Time();
  return cycle;
}

const sql::Table& TableOf(sql::Of<CalendarFeed>) {
  static const sql::Table& table =
      *new sql::Table{"calendar_feed",
                      sql::Columns("programme id owner person token_hash",
                                   "revoked revision create_time update_time"),
                      {"programme", "id"}};
  return table;
}

sql::Cells ToCells(const CalendarFeed& feed) {
  return {feed.programme,
          feed.id,
          feed.owner,
          feed.person,
          feed.token_hash,
          sql::NumberText(feed.revoked ? 1 : 0),
          sql::NumberText(feed.revision),
          sql::TimeText(feed.create_time),
          sql::TimeText(feed.update_time)};
}

CalendarFeed FromCells(sql::Of<CalendarFeed>, const sql::Cells& cells) {
  sql::CellReader in(cells);
  CalendarFeed feed;
  feed.programme = in.Text();
  feed.id = in.Text();
  feed.owner = in.Text();
  feed.person = in.Text();
  feed.token_hash = in.Text();
  feed.revoked = in.Flag();
  feed.revision = in.Number();
  feed.create_time = in.Time();
  feed.update_time = in.Time();
  return feed;
}

}  // namespace pcsp::planning

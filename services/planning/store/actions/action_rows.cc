#include "services/planning/store/actions/action_rows.h"

#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "services/planning/store/actions/optional_day.h"
#include "services/planning/store/words.h"

namespace pcsp::planning {
namespace {

// No text of the catalogue has a tab or a line break.
std::string CoreText(const std::vector<CoreFunction>& functions) {
  return absl::StrJoin(functions, "\n", [](std::string* out, const CoreFunction& core) {
    absl::StrAppend(out, core.id, "\t", core.text);
  });
}

std::vector<CoreFunction> CoreFunctions(const std::string& text) {
  std::vector<CoreFunction> functions;
  for (const absl::string_view line : absl::StrSplit(text, '\n', absl::SkipEmpty())) {
    const std::pair<std::string, std::string> parts =
        absl::StrSplit(line, absl::MaxSplits('\t', 1));
    functions.push_back({.id = parts.first, .text = parts.second});
  }
  return functions;
}

}  // namespace

const sql::Table& TableOf(sql::Of<TrackedAction>) {
  static const sql::Table& table = *new sql::Table{
      "tracked_action",
      sql::Columns("programme organisation plan id solution_name solution title issues owner "
                   "owner_role previous start_day due_day review_day started_day ended_day "
                   "reviewed_day outcome state hours cost expected_benefit reason core_functions",
                   "repeat_weeks quarter training events agreed review_open revision create_time "
                   "update_time"),
      {"programme", "organisation", "plan", "id"}};
  return table;
}

sql::Cells ToCells(const TrackedAction& action) {
  const Action& step = action.step;
  return {action.plan.organisation.programme,
          action.plan.organisation.organisation,
          action.plan.plan,
          action.id,
          action.solution_name,
          step.solution,
          step.title,
          sql::WordsText(step.issues),
          action.owner,
          step.owner_role,
          action.previous,
          sql::DayText(step.start),
          sql::DayText(step.due),
          sql::DayText(step.review),
          OptionalDayText(action.started),
          OptionalDayText(action.ended),
          OptionalDayText(action.reviewed),
          WordOf(action.outcome, kReviewOutcomeWords),
          WordOf(step.state, kActionStateWords),
          sql::RealText(step.hours),
          sql::RealText(step.cost),
          sql::RealText(step.expected_benefit),
          step.reason,
          CoreText(step.core_functions),
          sql::NumberText(action.step.repeat_weeks),
          sql::NumberText(step.quarter),
          sql::NumberText(step.training ? 1 : 0),
          sql::NumberText(action.events),
          sql::NumberText(action.agreed ? 1 : 0),
          sql::NumberText(action.review_open() ? 1 : 0),
          sql::NumberText(step.revision),
          sql::TimeText(action.create_time),
          sql::TimeText(action.update_time)};
}

std::string StateCell(ActionState state) { return WordOf(state, kActionStateWords); }

TrackedAction FromCells(sql::Of<TrackedAction>, const sql::Cells& cells) {
  sql::CellReader in(cells);
  TrackedAction action;
  Action& step = action.step;
  action.plan.organisation.programme = in.Text();
  action.plan.organisation.organisation = in.Text();
  action.plan.plan = in.Text();
  action.id = in.Text();
  action.solution_name = in.Text();
  step.solution = in.Text();
  step.title = in.Text();
  step.issues = in.Words();
  action.owner = in.Text();
  step.owner_role = in.Text();
  action.previous = in.Text();
  step.start = in.Day();
  step.due = in.Day();
  step.review = in.Day();
  action.started = OptionalDay(in.Text());
  action.ended = OptionalDay(in.Text());
  action.reviewed = OptionalDay(in.Text());
  action.outcome = MeaningOf(in.Text(), kReviewOutcomeWords);
  step.state = MeaningOf(in.Text(), kActionStateWords);
  step.hours = in.Real();
  step.cost = in.Real();
  step.expected_benefit = in.Real();
  step.reason = in.Text();
  step.core_functions = CoreFunctions(in.Text());
  action.step.repeat_weeks = in.Int();
  step.quarter = in.Int();
  step.training = in.Flag();
  action.events = in.Number();
  action.agreed = in.Flag();
  in.Flag();  // review_open: for queries, it follows from the rest
  step.revision = in.Number();
  action.create_time = in.Time();
  action.update_time = in.Time();
  return action;
}

}  // namespace pcsp::planning

#include "services/registry/store/milestone_rows.h"

#include "absl/strings/str_cat.h"

namespace pcsp::registry {
namespace {

constexpr size_t kStepWidth = 12;

int Digits(absl::string_view digits) {
  int number = 0;
  for (const char c : digits) number = 10 * number + (c - '0');
  return number;
}

}  // namespace

template <>
const Table& TableOf<Milestone>() {
  static const Table& table =
      *new Table{"milestone",
                 Columns("programme organisation id state event_date successor recorded_by "
                         "evidence note retract_reason retracted_by replaced_by",
                         "retract_time revision create_time update_time"),
                 {"programme", "organisation", "event_date", "id"}};
  return table;
}

Cells ToCells(const Milestone& m) {
  const Retraction retraction = m.retraction.value_or(Retraction{absl::UnixEpoch(), "", "", ""});
  return {m.programme,
          m.organisation,
          m.id,
          std::string(Word(m.state)),
          DayText(m.date),
          m.successor,
          m.recorded_by,
          std::string(Word(m.evidence)),
          m.note,
          retraction.reason,
          retraction.retracted_by,
          retraction.replaced_by,
          TimeText(retraction.time),
          NumberText(m.revision),
          TimeText(m.create_time),
          TimeText(m.update_time)};
}

template <>
Milestone FromCells<Milestone>(const Cells& cells) {
  CellReader in(cells);
  Milestone m;
  Retraction retraction;
  m.programme = in.Text();
  m.organisation = in.Text();
  m.id = in.Text();
  m.state = MilestoneStateOf(in.Text());
  m.date = in.Day();
  m.successor = in.Text();
  m.recorded_by = in.Text();
  m.evidence = MilestoneEvidenceOf(in.Text());
  m.note = in.Text();
  retraction.reason = in.Text();
  retraction.retracted_by = in.Text();
  retraction.replaced_by = in.Text();
  retraction.time = in.Time();
  if (retraction.time != absl::UnixEpoch()) m.retraction = std::move(retraction);
  m.revision = in.Number();
  m.create_time = in.Time();
  m.update_time = in.Time();
  return m;
}

template <>
const Table& TableOf<JourneyRow>() {
  static const Table& table =
      *new Table{"site_journey",
                 {{"programme", "text"}, {"organisation", "text"}, {"steps", "text"}},
                 {"programme", "organisation"}};
  return table;
}

Cells ToCells(const JourneyRow& row) {
  return {row.programme, row.organisation, JourneyText(row.steps)};
}

std::string JourneyText(const Journey& journey) {
  std::string text;
  for (const Step& step : journey) {
    const int state = static_cast<int>(step.state);
    absl::StrAppend(&text, state / 10, state % 10, DayText(step.date));
  }
  return text;
}

Journey JourneyFromText(absl::string_view text) {
  Journey journey;
  journey.reserve(text.size() / kStepWidth);
  for (; text.size() >= kStepWidth; text.remove_prefix(kStepWidth)) {
    journey.push_back(
        {static_cast<MilestoneState>(Digits(text.substr(0, 2))),
         Date(Digits(text.substr(2, 4)), Digits(text.substr(7, 2)), Digits(text.substr(10, 2)))});
  }
  return journey;
}

}  // namespace pcsp::registry

#include "services/registry/store/rows.h"

#include <cstdint>

#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "absl/time/time.h"

namespace pcsp::registry {
namespace {

std::string Text(int64_t number) { return NumberText(number); }
std::string Text(absl::Time time) { return TimeText(time); }

constexpr StaffGroup kGroups[] = {StaffGroup::kGp, StaffGroup::kNurse,
                                  StaffGroup::kDirectPatientCare, StaffGroup::kAdmin,
                                  StaffGroup::kLeadership};
constexpr int64_t kNotKnown = -1;

}  // namespace

template <>
const Table& TableOf<Programme>() {
  static const Table& table =
      *new Table{"programme",
                 Columns("id uid display_name description",
                         "revision content_revision create_time update_time"),
                 {"id"}};
  return table;
}

template <>
const Table& TableOf<Organisation>() {
  static const Table& table =
      *new Table{"organisation",
                 Columns("programme id uid kind code_system code display_name postcode address "
                         "open_date close_date status",
                         "revision create_time update_time"),
                 {"programme", "id"}};
  return table;
}

template <>
const Table& TableOf<Relationship>() {
  static const Table& table =
      *new Table{"relationship",
                 Columns("programme id subject object kind start_date end_date",
                         "revision create_time update_time"),
                 {"programme", "id"}};
  return table;
}

template <>
const Table& TableOf<SiteContext>() {
  static const Table& table = *new Table{
      "site_context",
      Columns("programme organisation effective_date",
              "list_size gp nurse direct_patient_care admin leadership revision create_time "
              "update_time"),
      {"programme", "organisation", "effective_date"}};
  return table;
}

Cells ToCells(const Programme& p) {
  return {p.id,
          p.uid,
          p.display_name,
          p.description,
          Text(p.revision),
          Text(p.content_revision),
          Text(p.create_time),
          Text(p.update_time)};
}

template <>
Programme FromCells<Programme>(const Cells& cells) {
  CellReader in(cells);
  Programme p;
  p.id = in.Text();
  p.uid = in.Text();
  p.display_name = in.Text();
  p.description = in.Text();
  p.revision = in.Number();
  p.content_revision = in.Number();
  p.create_time = in.Time();
  p.update_time = in.Time();
  return p;
}

Cells ToCells(const Organisation& o) {
  return {o.programme,
          o.id,
          o.uid,
          std::string(Word(o.kind)),
          o.code_system,
          o.code,
          o.display_name,
          o.postcode,
          absl::StrJoin(o.address_lines, "\n"),  // no line of an address holds one
          DayText(o.life.first),
          DayText(o.life.last),
          std::string(Word(o.status)),
          Text(o.revision),
          Text(o.create_time),
          Text(o.update_time)};
}

template <>
Organisation FromCells<Organisation>(const Cells& cells) {
  CellReader in(cells);
  Organisation o;
  o.programme = in.Text();
  o.id = in.Text();
  o.uid = in.Text();
  o.kind = OrganisationKindOf(in.Text());
  o.code_system = in.Text();
  o.code = in.Text();
  o.display_name = in.Text();
  o.postcode = in.Text();
  o.address_lines = absl::StrSplit(in.Text(), '\n', absl::SkipEmpty());
  o.life.first = in.Day();
  o.life.last = in.Day();
  o.status = OrganisationStatusOf(in.Text());
  o.revision = in.Number();
  o.create_time = in.Time();
  o.update_time = in.Time();
  return o;
}

Cells ToCells(const Relationship& r) {
  return {r.programme,
          r.id,
          r.subject,
          r.object,
          std::string(Word(r.kind)),
          DayText(r.period.first),
          DayText(r.period.last),
          Text(r.revision),
          Text(r.create_time),
          Text(r.update_time)};
}

template <>
Relationship FromCells<Relationship>(const Cells& cells) {
  CellReader in(cells);
  Relationship r;
  r.programme = in.Text();
  r.id = in.Text();
  r.subject = in.Text();
  r.object = in.Text();
  r.kind = RelationshipKindOf(in.Text());
  r.period.first = in.Day();
  r.period.last = in.Day();
  r.revision = in.Number();
  r.create_time = in.Time();
  r.update_time = in.Time();
  return r;
}

Cells ToCells(const SiteContext& c) {
  Cells cells = {c.programme, c.organisation, DayText(c.effective_date),
                 Text(c.list_size ? int64_t{*c.list_size} : kNotKnown)};
  for (StaffGroup group : kGroups) {
    const auto found = c.headcounts.find(group);
    cells.push_back(Text(found == c.headcounts.end() ? kNotKnown : int64_t{found->second}));
  }
  for (const std::string& cell : {Text(c.revision), Text(c.create_time), Text(c.update_time)}) {
    cells.push_back(cell);
  }
  return cells;
}

template <>
SiteContext FromCells<SiteContext>(const Cells& cells) {
  CellReader in(cells);
  SiteContext c;
  c.programme = in.Text();
  c.organisation = in.Text();
  c.effective_date = in.Day();
  if (const int64_t size = in.Number(); size != kNotKnown) {
    c.list_size = static_cast<int32_t>(size);
  }
  for (StaffGroup group : kGroups) {
    if (const int64_t people = in.Number(); people != kNotKnown) {
      c.headcounts[group] = static_cast<int32_t>(people);
    }
  }
  c.revision = in.Number();
  c.create_time = in.Time();
  c.update_time = in.Time();
  return c;
}

}  // namespace pcsp::registry

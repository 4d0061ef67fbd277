#include "services/registry/store/rows.h"

#include <cstdint>
#include <optional>

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
constexpr int64_t kNotDeleted = 0;

std::string Number(const std::optional<int32_t>& number) {
  return Text(number ? int64_t{*number} : kNotKnown);
}

std::optional<int32_t> KnownNumber(int64_t number) {
  if (number == kNotKnown) return std::nullopt;
  return static_cast<int32_t>(number);
}

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
                         "revision create_time update_time delete_time"),
                 {"programme", "id"}};
  return table;
}

template <>
const Table& TableOf<Relationship>() {
  static const Table& table = *new Table{
      "relationship",
      Columns("programme id subject object kind start_date end_date source source_sha256",
              "revision create_time update_time"),
      {"programme", "id"}};
  return table;
}

template <>
const Table& TableOf<SiteContext>() {
  static const Table& table = *new Table{
      "site_context",
      Columns("programme organisation effective_date rurality clinical_system stated_by",
              "list_size deprivation_decile gp nurse direct_patient_care admin leadership revision "
              "create_time update_time"),
      {"programme", "organisation", "effective_date"}};
  return table;
}

template <>
const Table& TableOf<ImportConflict>() {
  static const Table& table = *new Table{
      "import_conflict",
      Columns("programme id kind organisation field day relationship known_source known_sha256 "
              "known_value claimed_source claimed_sha256 claimed_value state choice note person "
              "appointment",
              "known_stated claimed_stated revision create_time update_time"),
      {"programme", "id"}};
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
          Text(o.update_time),
          o.delete_time ? Text(*o.delete_time) : Text(kNotDeleted)};
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
  if (const int64_t time = in.Number(); time != kNotDeleted) {
    o.delete_time = absl::FromUnixMicros(time);
  }
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
          std::string(Word(r.by.source)),
          r.by.content_sha256,
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
  r.by.source = SourceOf(in.Text());
  r.by.content_sha256 = in.Text();
  r.revision = in.Number();
  r.create_time = in.Time();
  r.update_time = in.Time();
  return r;
}

Cells ToCells(const SiteContext& c) {
  Cells cells = {c.programme,
                 c.organisation,
                 DayText(c.effective_date),
                 c.rurality,
                 c.clinical_system,
                 StatedByText(c.stated_by),
                 Number(c.list_size),
                 Number(c.deprivation_decile)};
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
  c.rurality = in.Text();
  c.clinical_system = in.Text();
  c.stated_by = StatedByFromText(in.Text());
  c.list_size = KnownNumber(in.Number());
  c.deprivation_decile = KnownNumber(in.Number());
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

Cells ToCells(const ImportConflict& c) {
  return {c.programme,
          c.id,
          std::string(Word(c.kind)),
          c.organisation,
          c.field,
          DayText(c.day),
          c.relationship,
          std::string(Word(c.known.by.source)),
          c.known.by.content_sha256,
          c.known.value,
          std::string(Word(c.claimed.by.source)),
          c.claimed.by.content_sha256,
          c.claimed.value,
          std::string(Word(c.state)),
          std::string(Word(c.choice)),
          c.note,
          c.person,
          c.appointment,
          Text(c.known.stated),
          Text(c.claimed.stated),
          Text(c.revision),
          Text(c.create_time),
          Text(c.update_time)};
}

template <>
ImportConflict FromCells<ImportConflict>(const Cells& cells) {
  CellReader in(cells);
  ImportConflict c;
  c.programme = in.Text();
  c.id = in.Text();
  c.kind = ConflictKindOf(in.Text());
  c.organisation = in.Text();
  c.field = in.Text();
  c.day = in.Day();
  c.relationship = in.Text();
  c.known.by.source = SourceOf(in.Text());
  c.known.by.content_sha256 = in.Text();
  c.known.value = in.Text();
  c.claimed.by.source = SourceOf(in.Text());
  c.claimed.by.content_sha256 = in.Text();
  c.claimed.value = in.Text();
  c.state = ConflictStateOf(in.Text());
  c.choice = ConflictChoiceOf(in.Text());
  c.note = in.Text();
  c.person = in.Text();
  c.appointment = in.Text();
  c.known.stated = in.Time();
  c.claimed.stated = in.Time();
  c.revision = in.Number();
  c.create_time = in.Time();
  c.update_time = in.Time();
  return c;
}

}  // namespace pcsp::registry

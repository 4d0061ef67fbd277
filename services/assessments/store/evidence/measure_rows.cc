// The part of EvidenceRows that handles measures and their values.
#include <optional>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "common/storage/batch.h"
#include "services/assessments/store/evidence/rows.h"
#include "services/assessments/store/evidence/select.h"

namespace pcsp::assessments {
namespace {

constexpr char kValueColumns[] =
    "organisation, measure, month, numerator, denominator, withdrawn, record_time, revision";

std::string Micros(const std::optional<absl::Time>& time) {
  return absl::StrCat(time ? absl::ToUnixMicros(*time) : 0);
}

std::optional<absl::Time> Instant(int64_t micros) {
  if (micros == 0) return std::nullopt;
  return absl::FromUnixMicros(micros);
}

// The id of the fact, then a line for each band: its bound in full precision, its category.
std::string FactText(const std::optional<MeasureFact>& fact) {
  if (!fact) return "";
  std::string text = fact->fact;
  for (const FactBand& band : fact->bands) {
    absl::StrAppend(&text, "\n", band.below ? absl::StrFormat("%.17g", *band.below) : "", " ",
                    band.category);
  }
  return text;
}

std::optional<MeasureFact> FactOfText(const std::string& text) {
  if (text.empty()) return std::nullopt;
  const std::vector<std::string> lines = absl::StrSplit(text, '\n');
  MeasureFact fact{.fact = lines[0]};
  for (size_t i = 1; i < lines.size(); ++i) {
    const std::pair<std::string, std::string> parts =
        absl::StrSplit(lines[i], absl::MaxSplits(' ', 1));
    FactBand band{.category = parts.second};
    double below = 0;
    if (absl::SimpleAtod(parts.first, &below)) band.below = below;
    fact.bands.push_back(std::move(band));
  }
  return fact;
}

MeasureDefinition MeasureOf(Cells& cells) {
  MeasureDefinition measure;
  measure.name = {cells.Text(), cells.Text()};
  measure.display_name = cells.Text();
  measure.description = cells.Text();
  measure.unit = cells.Text();
  measure.kind = static_cast<MeasureKind>(cells.Number());
  measure.denominator = cells.Text();
  measure.per = static_cast<int>(cells.Number());
  measure.direction = static_cast<Direction>(cells.Number());
  for (absl::string_view level : absl::StrSplit(cells.Text(), ' ', absl::SkipEmpty())) {
    int number = 0;
    if (absl::SimpleAtoi(level, &number)) measure.levels.push_back(static_cast<Level>(number));
  }
  measure.about_patients = cells.Number() != 0;
  measure.fact = FactOfText(cells.Text());
  measure.built_in = cells.Number() != 0;
  measure.retire_time = Instant(cells.Number());
  measure.create_time = Instant(cells.Number());
  measure.update_time = Instant(cells.Number());
  measure.revision = cells.Number();
  return measure;
}

MonthValue ValueOf(Cells& cells) {
  MonthValue value;
  value.organisation = cells.Text();
  value.measure = cells.Text();
  value.month = MonthFrom(static_cast<int>(cells.Number()));
  value.count = cells.Number();
  if (const int64_t denominator = cells.Number(); denominator >= 0) value.denominator = denominator;
  value.withdrawn = cells.Number() != 0;
  value.record_time = cells.Time();
  value.revision = cells.Number();
  return value;
}

// The conditions of a query, and what they bind.
struct Where {
  std::string text = "where programme = :programme";
  Parameters parameters;

  void Add(const std::string& condition) { absl::StrAppend(&text, " and ", condition); }
  void Is(const std::string& column, const std::string& value) {
    if (value.empty()) return;
    Add(absl::StrCat(column, " = :", column));
    parameters.emplace_back(column, value);
  }
};

Where WhereOf(const ValueQuery& query, sql::Engine engine) {
  Where where;
  where.parameters.emplace_back("programme", query.programme);
  where.Is("organisation", query.organisation);
  where.Is("measure", query.measure);
  if (!query.organisations.empty()) {
    where.Add(OneOf(engine, "organisation", "organisations"));
    where.parameters.emplace_back("organisations", ListOf(engine, query.organisations));
  }
  if (query.from) where.Add(absl::StrCat("month >= ", NumberOf(*query.from)));
  if (query.until) where.Add(absl::StrCat("month <= ", NumberOf(*query.until)));
  return where;
}

}  // namespace

std::vector<MeasureDefinition> EvidenceRows::Measures(const std::string& programme,
                                                      const std::string& measure) {
  Where where;
  where.parameters.emplace_back("programme", programme);
  where.Is("measure", measure);
  std::vector<MeasureDefinition> measures;
  Select(session_,
         absl::StrCat("select programme, measure, display_name, description, unit, kind, "
                      "denominator, per, direction, levels, about_patients, fact, built_in, "
                      "retire_time, create_time, update_time, revision from measure ",
                      where.text, " order by measure"),
         where.parameters, 17, [&](Cells& cells) { measures.push_back(MeasureOf(cells)); });
  Select(session_,
         absl::StrCat("select measure, month, organisation, reason from measure_phase ", where.text,
                      " order by measure, month, organisation"),
         where.parameters, 4, [&](Cells& cells) {
           const std::string of = cells.Text();
           for (MeasureDefinition& known : measures) {
             if (known.name.measure != of) continue;
             MeasurePhase& phase = known.phases.emplace_back();
             phase.month = MonthFrom(static_cast<int>(cells.Number()));
             phase.organisation = cells.Text();
             phase.reason = cells.Text();
             break;
           }
         });
  return measures;
}

void EvidenceRows::Put(const MeasureDefinition& measure) {
  const Parameters name = {{"programme", measure.name.programme},
                           {"measure", measure.name.measure}};
  const char* const where = " where programme = :programme and measure = :measure";
  Execute(session_, absl::StrCat("delete from measure", where), name);
  Execute(session_, absl::StrCat("delete from measure_phase", where), name);
  std::vector<int> levels;
  for (Level level : measure.levels) levels.push_back(static_cast<int>(level));
  sql::InsertRows(session_, engine_, "measure",
                  {{"programme", "text", {measure.name.programme}},
                   {"measure", "text", {measure.name.measure}},
                   {"display_name", "text", {measure.display_name}},
                   {"description", "text", {measure.description}},
                   {"unit", "text", {measure.unit}},
                   {"kind", "integer", {absl::StrCat(static_cast<int>(measure.kind))}},
                   {"denominator", "text", {measure.denominator}},
                   {"per", "integer", {absl::StrCat(measure.per)}},
                   {"direction", "integer", {absl::StrCat(static_cast<int>(measure.direction))}},
                   {"levels", "text", {absl::StrJoin(levels, " ")}},
                   {"about_patients", "integer", {absl::StrCat(measure.about_patients ? 1 : 0)}},
                   {"fact", "text", {FactText(measure.fact)}},
                   {"built_in", "integer", {absl::StrCat(measure.built_in ? 1 : 0)}},
                   {"retire_time", "bigint", {Micros(measure.retire_time)}},
                   {"create_time", "bigint", {Micros(measure.create_time)}},
                   {"update_time", "bigint", {Micros(measure.update_time)}},
                   {"revision", "bigint", {absl::StrCat(measure.revision)}}});
  std::vector<sql::BatchColumn> columns = {{"programme", "text", {}},
                                           {"measure", "text", {}},
                                           {"month", "integer", {}},
                                           {"organisation", "text", {}},
                                           {"reason", "text", {}}};
  for (const MeasurePhase& phase : measure.phases) {
    columns[0].values.push_back(measure.name.programme);
    columns[1].values.push_back(measure.name.measure);
    columns[2].values.push_back(absl::StrCat(NumberOf(phase.month)));
    columns[3].values.push_back(phase.organisation);
    columns[4].values.push_back(phase.reason);
  }
  sql::InsertRows(session_, engine_, "measure_phase", columns);
}

MeasurePolicy EvidenceRows::Policy(const std::string& programme) {
  MeasurePolicy policy{.programme = programme};
  Select(session_, "select threshold, revision from measure_policy where programme = :programme",
         {{"programme", programme}}, 2, [&](Cells& cells) {
           policy.threshold = static_cast<int>(cells.Number());
           policy.revision = cells.Number();
         });
  return policy;
}

void EvidenceRows::Put(const MeasurePolicy& policy) {
  sql::InsertRows(session_, engine_, "measure_policy",
                  {{"programme", "text", {policy.programme}},
                   {"threshold", "integer", {absl::StrCat(policy.threshold)}},
                   {"revision", "bigint", {absl::StrCat(policy.revision)}}},
                  "on conflict (programme) do update set threshold = excluded.threshold, "
                  "revision = excluded.revision");
}

std::vector<MonthValue> EvidenceRows::Values(const ValueQuery& query) {
  Where where = WhereOf(query, engine_);
  if (!query.withdrawn_too) where.Add("withdrawn = 0");
  if (query.after) {
    where.Add(
        absl::StrCat("(organisation, measure, month) > (:after_organisation, :after_measure, ",
                     NumberOf(query.after->month), ")"));
    where.parameters.emplace_back("after_organisation", query.after->organisation);
    where.parameters.emplace_back("after_measure", query.after->measure);
  }
  std::string tail = " order by organisation, measure, month";
  if (query.limit > 0) absl::StrAppend(&tail, " limit ", query.limit);
  std::vector<MonthValue> values;
  Select(session_, absl::StrCat("select ", kValueColumns, " from measure_value ", where.text, tail),
         where.parameters, 8, [&](Cells& cells) { values.push_back(ValueOf(cells)); });
  return values;
}

std::vector<MonthValue> EvidenceRows::History(const ValueQuery& query) {
  const Where where = WhereOf(query, engine_);
  std::vector<MonthValue> values;
  Select(session_,
         absl::StrCat("select ", kValueColumns, " from measure_value_history ", where.text,
                      " order by organisation, measure, month, revision desc"),
         where.parameters, 8, [&](Cells& cells) { values.push_back(ValueOf(cells)); });
  return values;
}

void EvidenceRows::InsertValues(const std::string& programme, const std::string& table,
                                const std::vector<MonthValue>& values, const std::string& suffix) {
  std::vector<sql::BatchColumn> columns = {
      {"programme", "text", {}},    {"organisation", "text", {}},  {"measure", "text", {}},
      {"month", "integer", {}},     {"numerator", "bigint", {}},   {"denominator", "bigint", {}},
      {"withdrawn", "integer", {}}, {"record_time", "bigint", {}}, {"revision", "bigint", {}}};
  for (const MonthValue& value : values) {
    columns[0].values.push_back(programme);
    columns[1].values.push_back(value.organisation);
    columns[2].values.push_back(value.measure);
    columns[3].values.push_back(absl::StrCat(NumberOf(value.month)));
    columns[4].values.push_back(absl::StrCat(value.count));
    columns[5].values.push_back(absl::StrCat(value.denominator.value_or(-1)));
    columns[6].values.push_back(absl::StrCat(value.withdrawn ? 1 : 0));
    columns[7].values.push_back(Micros(value.record_time));
    columns[8].values.push_back(absl::StrCat(value.revision));
  }
  sql::InsertRows(session_, engine_, table, columns, suffix);
}

void EvidenceRows::Put(const std::string& programme, const std::vector<MonthValue>& values,
                       const std::vector<MonthValue>& before) {
  InsertValues(programme, "measure_value_history", before, "");
  InsertValues(programme, "measure_value", values,
               "on conflict (programme, organisation, measure, month) do update set "
               "numerator = excluded.numerator, denominator = excluded.denominator, "
               "withdrawn = excluded.withdrawn, record_time = excluded.record_time, "
               "revision = excluded.revision");
}

std::vector<std::string> EvidenceRows::SitesWith(const MeasureName& measure) {
  std::vector<std::string> sites;
  Where where = WhereOf({.programme = measure.programme, .measure = measure.measure}, engine_);
  Select(session_,
         absl::StrCat("select distinct organisation from measure_value ", where.text,
                      " order by organisation"),
         where.parameters, 1, [&](Cells& cells) { sites.push_back(cells.Text()); });
  return sites;
}

}  // namespace pcsp::assessments

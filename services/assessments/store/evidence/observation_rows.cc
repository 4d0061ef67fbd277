// The part of EvidenceRows that handles observations, and when what is known of a site changed.
#include <map>
#include <set>

#include "absl/strings/str_cat.h"
#include "common/storage/batch.h"
#include "services/assessments/domain/errors.h"
#include "services/assessments/store/evidence/rows.h"
#include "services/assessments/store/evidence/select.h"

namespace pcsp::assessments {
namespace {

std::string Text(Day day) { return absl::FormatCivilTime(day); }

Observation ObservationOf(const std::string& programme, Cells& cells) {
  Observation observation;
  observation.name.organisation = {programme, cells.Text()};
  observation.name.observation = cells.Text();
  observation.kind = static_cast<ObservationKind>(cells.Number());
  observation.observed_date = ParseDay(cells.Text()).value_or(Day());
  observation.appointment = cells.Text();
  observation.note = cells.Text();
  observation.create_time = cells.Time();
  observation.update_time = cells.Time();
  observation.revision = cells.Number();
  return observation;
}

// Where a note is not asked for, a space stands for one that is there.
std::string ColumnsOf(bool notes) {
  return absl::StrCat("organisation, observation, kind, observed_date, appointment, ",
                      notes ? "note" : "case when note = '' then '' else ' ' end",
                      ", create_time, update_time, revision");
}

Parameters NameOf(const ObservationName& name) {
  return {{"programme", name.organisation.programme},
          {"organisation", name.organisation.organisation},
          {"observation", name.observation}};
}

constexpr char kIsNamed[] =
    " where programme = :programme and organisation = :organisation and observation = :observation";

}  // namespace

std::vector<Observation> EvidenceRows::Observations(const ObservationQuery& query) {
  std::string where = " from observation where programme = :programme";
  Parameters parameters = {{"programme", query.programme}};
  const auto add = [&](const std::string& condition, const std::string& name,
                       const std::string& value) {
    absl::StrAppend(&where, " and ", condition);
    parameters.emplace_back(name, value);
  };
  if (!query.organisation.empty()) {
    add("organisation = :organisation", "organisation", query.organisation);
  }
  if (!query.organisations.empty()) {
    add(OneOf(engine_, "organisation", "organisations"), "organisations",
        ListOf(engine_, query.organisations));
  }
  if (query.from) add("observed_date >= :from", "from", Text(*query.from));
  if (query.until) add("observed_date <= :until", "until", Text(*query.until));
  if (query.kind != ObservationKind::kUnspecified) {
    absl::StrAppend(&where, " and kind = ", static_cast<int>(query.kind));
  }
  if (query.after) {
    const std::string day = Text(query.after->observed_date);
    add("(observed_date < :day or (observed_date = :same_day and observation > :after))", "day",
        day);
    parameters.emplace_back("same_day", day);
    parameters.emplace_back("after", query.after->name.observation);
  }
  absl::StrAppend(&where, " order by observed_date desc, observation");
  if (query.limit > 0) absl::StrAppend(&where, " limit ", query.limit);
  std::vector<Observation> observations;
  Select(session_, absl::StrCat("select ", ColumnsOf(query.notes), where), parameters, 9,
         [&](Cells& cells) { observations.push_back(ObservationOf(query.programme, cells)); });
  AddFacts(query.programme, observations);
  return observations;
}

void EvidenceRows::AddFacts(const std::string& programme, std::vector<Observation>& observations) {
  std::map<std::string, Observation*> by_id;
  std::vector<std::string> ids;
  std::set<std::string> organisations;
  for (Observation& observation : observations) {
    by_id[observation.name.observation] = &observation;
    ids.push_back(observation.name.observation);
    organisations.insert(observation.name.organisation.organisation);
  }
  if (ids.empty()) return;
  Select(session_,
         absl::StrCat("select observation, fact, category from observed_fact where programme = "
                      ":programme and ",
                      OneOf(engine_, "organisation", "organisations"), " and ",
                      OneOf(engine_, "observation", "ids"), " order by observation, number"),
         {{"programme", programme},
          {"organisations", ListOf(engine_, {organisations.begin(), organisations.end()})},
          {"ids", ListOf(engine_, ids)}},
         3, [&](Cells& cells) {
           Observation& observation = *by_id[cells.Text()];
           ObservedFact& fact = observation.facts.emplace_back();
           fact.fact = cells.Text();
           fact.category = cells.Text();
         });
}

absl::StatusOr<Observation> EvidenceRows::Find(const ObservationName& name) {
  std::vector<Observation> found;
  Select(session_, absl::StrCat("select ", ColumnsOf(true), " from observation", kIsNamed),
         NameOf(name), 9,
         [&](Cells& cells) { found.push_back(ObservationOf(name.organisation.programme, cells)); });
  if (found.empty()) return ObservationNotFound(name.ToString());
  AddFacts(name.organisation.programme, found);
  return found.front();
}

void EvidenceRows::Insert(const Observation& observation) {
  const std::string& programme = observation.name.organisation.programme;
  const std::string& organisation = observation.name.organisation.organisation;
  const std::string& id = observation.name.observation;
  sql::InsertRows(
      session_, engine_, "observation",
      {{"programme", "text", {programme}},
       {"organisation", "text", {organisation}},
       {"observation", "text", {id}},
       {"kind", "integer", {absl::StrCat(static_cast<int>(observation.kind))}},
       {"observed_date", "text", {Text(observation.observed_date)}},
       {"appointment", "text", {observation.appointment}},
       {"note", "text", {observation.note}},
       {"create_time", "bigint", {absl::StrCat(absl::ToUnixMicros(observation.create_time))}},
       {"update_time", "bigint", {absl::StrCat(absl::ToUnixMicros(observation.update_time))}},
       {"revision", "bigint", {absl::StrCat(observation.revision)}}});
  std::vector<sql::BatchColumn> columns = {
      {"programme", "text", {}}, {"organisation", "text", {}}, {"observation", "text", {}},
      {"number", "integer", {}}, {"fact", "text", {}},         {"category", "text", {}}};
  for (size_t i = 0; i < observation.facts.size(); ++i) {
    columns[0].values.push_back(programme);
    columns[1].values.push_back(organisation);
    columns[2].values.push_back(id);
    columns[3].values.push_back(absl::StrCat(i));
    columns[4].values.push_back(observation.facts[i].fact);
    columns[5].values.push_back(observation.facts[i].category);
  }
  sql::InsertRows(session_, engine_, "observed_fact", columns);
}

void EvidenceRows::Remove(const ObservationName& name) {
  Execute(session_, absl::StrCat("delete from observed_fact", kIsNamed), NameOf(name));
  Execute(session_, absl::StrCat("delete from observation", kIsNamed), NameOf(name));
}

int64_t EvidenceRows::Newest(const std::string& programme) {
  int64_t revision = 0;
  Select(session_,
         "select coalesce(max(revision), 0) from site_evidence where programme = :programme",
         {{"programme", programme}}, 1, [&](Cells& cells) { revision = cells.Number(); });
  return revision;
}

void EvidenceRows::Touch(const std::string& programme,
                         const std::vector<std::string>& organisations) {
  int64_t revision = Newest(programme);
  std::vector<sql::BatchColumn> columns = {
      {"programme", "text", {}}, {"organisation", "text", {}}, {"revision", "bigint", {}}};
  for (const std::string& organisation : organisations) {
    columns[0].values.push_back(programme);
    columns[1].values.push_back(organisation);
    columns[2].values.push_back(absl::StrCat(++revision));
  }
  sql::InsertRows(session_, engine_, "site_evidence", columns,
                  "on conflict (programme, organisation) do update set revision = "
                  "excluded.revision");
}

std::vector<EvidenceChange> EvidenceRows::Changes(const std::string& programme, int64_t after,
                                                  int limit) {
  std::vector<EvidenceChange> changes;
  Select(session_,
         absl::StrCat("select organisation, revision from site_evidence where programme = "
                      ":programme and revision > ",
                      after, " order by revision limit ", limit),
         {{"programme", programme}}, 2, [&](Cells& cells) {
           changes.push_back({cells.Text(), cells.Number()});
         });
  return changes;
}

std::vector<EvidenceChange> EvidenceRows::Sites(const std::string& programme,
                                                const std::vector<std::string>& organisations,
                                                const std::string& after, int limit) {
  std::string where = "where programme = :programme and organisation > :after";
  Parameters parameters = {{"programme", programme}, {"after", after}};
  if (!organisations.empty()) {
    absl::StrAppend(&where, " and ", OneOf(engine_, "organisation", "organisations"));
    parameters.emplace_back("organisations", ListOf(engine_, organisations));
  }
  std::vector<EvidenceChange> sites;
  Select(session_,
         absl::StrCat("select organisation, revision from site_evidence ", where,
                      " order by organisation limit ", limit),
         parameters, 2, [&](Cells& cells) {
           sites.push_back({cells.Text(), cells.Number()});
         });
  return sites;
}

}  // namespace pcsp::assessments

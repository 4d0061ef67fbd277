#include "services/assessments/store/evidence/sql_evidence_store.h"

#include <algorithm>
#include <set>
#include <tuple>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/base/ids.h"
#include "common/base/status_macros.h"
#include "common/storage/audit/audit_table.h"
#include "services/assessments/store/evidence/rows.h"

namespace pcsp::assessments {
namespace {

using Place = std::tuple<std::string, std::string, Month>;  // organisation, measure, month

// What the values in the places of `rows` are now.
std::map<Place, MonthValue> Current(EvidenceRows& rows, const std::string& programme,
                                    const std::vector<MeasureRow>& given) {
  std::map<Place, MonthValue> current;
  if (given.empty()) return current;
  std::set<std::string> organisations;
  ValueQuery query{.programme = programme, .withdrawn_too = true};
  query.from = query.until = given.front().month;
  for (const MeasureRow& row : given) {
    organisations.insert(row.organisation);
    query.from = std::min(*query.from, row.month);
    query.until = std::max(*query.until, row.month);
  }
  query.organisations.assign(organisations.begin(), organisations.end());
  for (MonthValue& value : rows.Values(query)) {
    Place place(value.organisation, value.measure, value.month);
    current.emplace(std::move(place), std::move(value));
  }
  return current;
}

// What becomes of the rows, and what is to be written.
struct Outcome {
  std::vector<Recording> recordings;
  std::vector<MonthValue> values, before;
  std::vector<std::string> sites;  // whose values changed, in order
};

Outcome Judge(EvidenceRows& rows, const std::string& programme, absl::Time now,
              const std::vector<MeasureRow>& given) {
  const std::map<Place, MonthValue> current = Current(rows, programme, given);
  Outcome outcome;
  std::set<std::string> sites;
  for (const MeasureRow& row : given) {
    const auto found = current.find({row.organisation, row.measure, row.month});
    const MonthValue* const before = found == current.end() ? nullptr : &found->second;
    Recording recording = Record(row, before, now);
    if (recording.value) {
      outcome.values.push_back(*recording.value);
      if (before != nullptr) outcome.before.push_back(*before);
      sites.insert(row.organisation);
    }
    outcome.recordings.push_back(std::move(recording));
  }
  outcome.sites.assign(sites.begin(), sites.end());
  return outcome;
}

}  // namespace

absl::StatusOr<std::optional<MeasureDefinition>> SqlEvidenceStore::FindMeasure(
    const MeasureName& name) {
  using Found = absl::StatusOr<std::optional<MeasureDefinition>>;
  return database_->Read([&](soci::session& session) -> Found {
    auto found = EvidenceRows(session, database_->engine()).Measures(name.programme, name.measure);
    if (found.empty()) return std::optional<MeasureDefinition>();
    return std::optional<MeasureDefinition>(std::move(found.front()));
  });
}

absl::StatusOr<std::vector<MeasureDefinition>> SqlEvidenceStore::ListMeasures(
    const std::string& programme) {
  using Found = absl::StatusOr<std::vector<MeasureDefinition>>;
  return database_->Read([&](soci::session& session) -> Found {
    return EvidenceRows(session, database_->engine()).Measures(programme, "");
  });
}

absl::StatusOr<std::string> SqlEvidenceStore::ChangeMeasure(
    const sql::RequestKey& key, const MeasureName& name, absl::Time now, MeasureRule rule,
    absl::FunctionRef<std::string(const MeasureDefinition&)> encode) {
  const auto change = [&](soci::session& session) -> absl::StatusOr<std::string> {
    return sql::Once(session, key, now, [&]() -> absl::StatusOr<std::string> {
      EvidenceRows rows(session, database_->engine());
      const auto found = rows.Measures(name.programme, name.measure);
      std::optional<MeasureDefinition> before;
      if (!found.empty()) before = found.front();
      ASSIGN_OR_RETURN(const MeasureDefinition after, rule(before));
      std::string reply = encode(after);
      if (before && before->revision == after.revision) return reply;
      rows.Put(after);
      rows.Touch(name.programme, rows.SitesWith(name));
      sql::AppendAudit(session, database_->engine(),
                       {key, now, name.programme, name.ToString(), reply});
      return reply;
    });
  };
  return database_->Transact(change, name.programme);
}

absl::StatusOr<MeasurePolicy> SqlEvidenceStore::GetPolicy(const std::string& programme) {
  return database_->Read([&](soci::session& session) -> absl::StatusOr<MeasurePolicy> {
    return EvidenceRows(session, database_->engine()).Policy(programme);
  });
}

absl::StatusOr<std::string> SqlEvidenceStore::ChangePolicy(
    const sql::RequestKey& key, const std::string& programme, absl::Time now,
    absl::FunctionRef<absl::StatusOr<MeasurePolicy>(MeasurePolicy)> rule,
    absl::FunctionRef<std::string(const MeasurePolicy&)> encode) {
  const auto change = [&](soci::session& session) -> absl::StatusOr<std::string> {
    return sql::Once(session, key, now, [&]() -> absl::StatusOr<std::string> {
      EvidenceRows rows(session, database_->engine());
      ASSIGN_OR_RETURN(const MeasurePolicy after, rule(rows.Policy(programme)));
      rows.Put(after);
      rows.Touch(programme, rows.SitesWith({programme, ""}));  // facts rest on what may be shown
      std::string reply = encode(after);
      sql::AppendAudit(
          session, database_->engine(),
          {key, now, programme, absl::StrCat("programmes/", programme, "/measurePolicy"), reply});
      return reply;
    });
  };
  return database_->Transact(change, programme);
}

absl::StatusOr<std::string> SqlEvidenceStore::RecordValues(
    const sql::RequestKey& key, const std::string& programme, absl::Time now, bool check_only,
    const std::vector<MeasureRow>& given,
    absl::FunctionRef<std::string(const std::vector<Recording>&)> encode) {
  if (check_only) {
    return database_->Read([&](soci::session& session) -> absl::StatusOr<std::string> {
      EvidenceRows rows(session, database_->engine());
      return encode(Judge(rows, programme, now, given).recordings);
    });
  }
  const auto record = [&](soci::session& session) -> absl::StatusOr<std::string> {
    return sql::Once(session, key, now, [&]() -> absl::StatusOr<std::string> {
      EvidenceRows rows(session, database_->engine());
      const Outcome outcome = Judge(rows, programme, now, given);
      std::string reply = encode(outcome.recordings);
      if (outcome.values.empty()) return reply;
      rows.Put(programme, outcome.values, outcome.before);
      rows.Touch(programme, outcome.sites);
      sql::AppendAudit(
          session, database_->engine(),
          {key, now, programme, absl::StrCat("programmes/", programme, "/measureValues"), reply});
      return reply;
    });
  };
  return database_->Transact(record, programme);
}

absl::StatusOr<std::vector<MonthValue>> SqlEvidenceStore::ListValues(const ValueQuery& query) {
  return database_->Read([&](soci::session& session) -> absl::StatusOr<std::vector<MonthValue>> {
    return EvidenceRows(session, database_->engine()).Values(query);
  });
}

absl::StatusOr<std::vector<MonthValue>> SqlEvidenceStore::ListHistory(const ValueQuery& query) {
  return database_->Read([&](soci::session& session) -> absl::StatusOr<std::vector<MonthValue>> {
    return EvidenceRows(session, database_->engine()).History(query);
  });
}

absl::StatusOr<std::string> SqlEvidenceStore::CreateObservation(const sql::RequestKey& key,
                                                                const Observation& observation,
                                                                const std::string& reply) {
  const OrganisationName& site = observation.name.organisation;
  const auto create = [&](soci::session& session) -> absl::StatusOr<std::string> {
    return sql::Once(session, key, observation.create_time, [&]() -> absl::StatusOr<std::string> {
      EvidenceRows rows(session, database_->engine());
      rows.Insert(observation);
      rows.Touch(site.programme, {site.organisation});
      sql::AppendAudit(
          session, database_->engine(),
          {key, observation.create_time, site.programme, observation.name.ToString(), reply});
      return reply;
    });
  };
  return database_->Transact(create, site.programme);
}

absl::StatusOr<Observation> SqlEvidenceStore::GetObservation(const ObservationName& name) {
  return database_->Read([&](soci::session& session) {
    return EvidenceRows(session, database_->engine()).Find(name);
  });
}

absl::StatusOr<std::vector<Observation>> SqlEvidenceStore::ListObservations(
    const ObservationQuery& query) {
  return database_->Read([&](soci::session& session) -> absl::StatusOr<std::vector<Observation>> {
    return EvidenceRows(session, database_->engine()).Observations(query);
  });
}

absl::StatusOr<std::string> SqlEvidenceStore::UpdateObservation(
    const sql::RequestKey& key, const ObservationName& name, absl::Time now,
    absl::FunctionRef<absl::StatusOr<Observation>(Observation)> rule,
    absl::FunctionRef<std::string(const Observation&)> encode) {
  const OrganisationName& site = name.organisation;
  const auto update = [&](soci::session& session) -> absl::StatusOr<std::string> {
    return sql::Once(session, key, now, [&]() -> absl::StatusOr<std::string> {
      EvidenceRows rows(session, database_->engine());
      ASSIGN_OR_RETURN(Observation before, rows.Find(name));
      ASSIGN_OR_RETURN(const Observation after, rule(std::move(before)));
      rows.Remove(name);
      rows.Insert(after);
      rows.Touch(site.programme, {site.organisation});
      std::string reply = encode(after);
      sql::AppendAudit(session, database_->engine(),
                       {key, now, site.programme, name.ToString(), reply});
      return reply;
    });
  };
  return database_->Transact(update, site.programme);
}

absl::Status SqlEvidenceStore::DeleteObservation(
    const sql::RequestKey& key, const ObservationName& name, absl::Time now,
    absl::FunctionRef<absl::Status(const Observation&)> check) {
  const OrganisationName& site = name.organisation;
  const auto remove = [&](soci::session& session) -> absl::StatusOr<std::string> {
    return sql::Once(session, key, now, [&]() -> absl::StatusOr<std::string> {
      EvidenceRows rows(session, database_->engine());
      ASSIGN_OR_RETURN(const Observation before, rows.Find(name));
      RETURN_IF_ERROR(check(before));
      rows.Remove(name);
      rows.Touch(site.programme, {site.organisation});
      sql::AppendAudit(session, database_->engine(),
                       {key, now, site.programme, name.ToString(), ""});
      return "";
    });
  };
  return database_->Transact(remove, site.programme).status();
}

absl::StatusOr<std::string> SqlEvidenceStore::SetCountedFacts(
    const sql::RequestKey& key, const std::string& programme, const std::string& fact,
    absl::Time now, const std::vector<CountedFact>& sites,
    absl::FunctionRef<std::string(int changed)> encode) {
  const auto set = [&](soci::session& session) -> absl::StatusOr<std::string> {
    return sql::Once(session, key, now, [&]() -> absl::StatusOr<std::string> {
      EvidenceRows rows(session, database_->engine());
      const CountedChanges changes = Compare(rows.Counted(programme, fact, {}), sites);
      std::string reply = encode(static_cast<int>(changes.sites.size()));
      if (changes.sites.empty()) return reply;
      rows.Replace(programme, fact, changes);
      rows.Touch(programme, changes.sites);
      sql::AppendAudit(session, database_->engine(),
                       {key, now, programme,
                        absl::StrCat("programmes/", programme, "/countedFacts/", fact), reply});
      return reply;
    });
  };
  return database_->Transact(set, programme);
}

absl::StatusOr<std::vector<SiteKnowledge>> SqlEvidenceStore::ListKnowledge(
    const std::string& programme, const std::vector<std::string>& organisations, Day since,
    const std::string& after, int limit) {
  using Known = absl::StatusOr<std::vector<SiteKnowledge>>;
  return database_->Read([&](soci::session& session) -> Known {
    EvidenceRows rows(session, database_->engine());
    std::vector<SiteKnowledge> known;
    std::map<std::string, SiteKnowledge*> by_id;
    ValueQuery values{.programme = programme, .from = Month(since)};
    for (const EvidenceChange& site : rows.Sites(programme, organisations, after, limit)) {
      known.push_back({.organisation = site.organisation, .revision = site.revision});
      values.organisations.push_back(site.organisation);
    }
    if (known.empty()) return known;
    for (SiteKnowledge& site : known) by_id[site.organisation] = &site;
    for (MonthValue& value : rows.Values(values)) {
      auto& of_measure = by_id[value.organisation]->values[value.measure];
      of_measure.push_back(std::move(value));
    }
    const ObservationQuery seen{
        .programme = programme, .organisations = values.organisations, .from = since};
    for (Observation& observation : rows.Observations(seen)) {
      by_id[observation.name.organisation.organisation]->observations.push_back(
          std::move(observation));
    }
    for (CountedFact& fact : rows.Counted(programme, "", values.organisations)) {
      by_id[fact.organisation]->counted.push_back(std::move(fact));
    }
    for (SiteKnowledge& site : known) {
      std::reverse(site.observations.begin(), site.observations.end());
    }
    return known;
  });
}

absl::StatusOr<int64_t> SqlEvidenceStore::NewestRevision(const std::string& programme) {
  return database_->Read([&](soci::session& session) -> absl::StatusOr<int64_t> {
    return EvidenceRows(session, database_->engine()).Newest(programme);
  });
}

absl::StatusOr<std::vector<EvidenceChange>> SqlEvidenceStore::ListChanges(
    const std::string& programme, int64_t after, int limit) {
  using Changes = absl::StatusOr<std::vector<EvidenceChange>>;
  return database_->Read([&](soci::session& session) -> Changes {
    return EvidenceRows(session, database_->engine()).Changes(programme, after, limit);
  });
}

}  // namespace pcsp::assessments

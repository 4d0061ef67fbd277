#include "services/diagnosis/store/sql_store.h"

#include <utility>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "common/base/status_macros.h"
#include "common/storage/audit/audit_table.h"
#include "common/storage/sql_errors.h"
#include "services/diagnosis/domain/errors.h"
#include "services/diagnosis/store/schema_files.h"

namespace pcsp::diagnosis {
namespace {

using soci::into;
using soci::use;

constexpr char kColumns[] =
    "select d.programme, d.organisation, d.id, d.wave, d.evidence_revision, d.knowledge_base,"
    " d.knowledge_base_hash, d.level, d.create_time, d.payload from diagnosis d ";

// One row as it lies in the table.
struct Row {
  StoredDiagnosis diagnosis;
  long long revision = 0, create_micros = 0;
  int level = 0;
  std::string payload;

  // Fills what the table spells otherwise.
  absl::StatusOr<StoredDiagnosis> Take() {
    diagnosis.evidence_revision = revision;
    diagnosis.create_time = absl::FromUnixMicros(create_micros);
    diagnosis.level = static_cast<Level>(level);
    if (!absl::Base64Unescape(payload, &diagnosis.payload)) {
      return absl::DataLossError("a stored diagnosis is not base64");
    }
    return std::move(diagnosis);
  }
};

soci::details::prepare_temp_type SelectInto(soci::session& session, const std::string& where,
                                            Row& row) {
  StoredDiagnosis& d = row.diagnosis;
  auto& organisation = d.name.organisation;
  return (session.prepare << kColumns << where, into(organisation.programme),
          into(organisation.organisation), into(d.name.diagnosis), into(d.wave), into(row.revision),
          into(d.knowledge_base), into(d.knowledge_base_hash), into(row.level),
          into(row.create_micros), into(row.payload));
}

void Insert(soci::session& session, const StoredDiagnosis& d) {
  const std::string payload = absl::Base64Escape(d.payload);
  const std::string evidence = absl::Base64Escape(d.evidence);
  const long long revision = d.evidence_revision;
  const long long create_micros = absl::ToUnixMicros(d.create_time);
  const int level = static_cast<int>(d.level);
  session << "insert into diagnosis (programme, organisation, id, wave, evidence_revision,"
             " knowledge_base, knowledge_base_hash, level, create_time, payload, evidence) values"
             " (:programme, :organisation, :id, :wave, :revision, :kb, :hash, :level, :time,"
             " :payload, :evidence)",
      use(d.name.organisation.programme), use(d.name.organisation.organisation),
      use(d.name.diagnosis), use(d.wave), use(revision), use(d.knowledge_base),
      use(d.knowledge_base_hash), use(level), use(create_micros), use(payload), use(evidence);
}

// A later diagnosis of the same organisation and wave.
constexpr char kIsLatest[] =
    " and not exists (select 1 from diagnosis n where n.programme = d.programme"
    " and n.organisation = d.organisation and n.wave = d.wave"
    " and (n.evidence_revision > d.evidence_revision"
    " or (n.evidence_revision = d.evidence_revision and (n.create_time > d.create_time"
    " or (n.create_time = d.create_time and n.id > d.id)))))";

std::string Conditions(const DiagnosisQuery& query) {
  std::string where = "where d.programme = :programme";
  if (!query.parent.all()) absl::StrAppend(&where, " and d.organisation = :organisation");
  if (!query.wave.empty()) absl::StrAppend(&where, " and d.wave = :wave");
  if (query.level) absl::StrAppend(&where, " and d.level = :level");
  if (query.after) {
    absl::StrAppend(&where,
                    " and (d.create_time < :time or (d.create_time = :same_time"
                    " and d.id < :id))");
  }
  if (query.latest_only) absl::StrAppend(&where, kIsLatest);
  absl::StrAppend(&where, " order by d.create_time desc, d.id desc limit :limit");
  return where;
}

// The values of Conditions(), in a form that a statement can point to while it runs.
class QueryValues {
 public:
  explicit QueryValues(const DiagnosisQuery& query)
      : level_(static_cast<int>(query.level.value_or(Level::kPractice))),
        after_(query.after.value_or(DiagnosisCursor{})),
        after_micros_(after_.create_micros) {}

  void Use(const DiagnosisQuery& query, soci::details::prepare_temp_type& prepared) const {
    prepared, use(query.parent.programme);
    if (!query.parent.all()) prepared, use(query.parent.organisation);
    if (!query.wave.empty()) prepared, use(query.wave);
    if (query.level) prepared, use(level_);
    if (query.after) prepared, use(after_micros_), use(after_micros_), use(after_.id);
    prepared, use(query.limit);
  }

 private:
  const int level_;
  const DiagnosisCursor after_;
  const long long after_micros_;
};

}  // namespace

absl::StatusOr<std::unique_ptr<SqlStore>> SqlStore::Open(sql::Database* database, absl::Time now,
                                                         sql::AtStart at_start) {
  RETURN_IF_ERROR(sql::PrepareSchema(*database, SchemaFiles(), at_start, now));
  return std::unique_ptr<SqlStore>(new SqlStore(database));
}

absl::StatusOr<StoredDiagnosis> SqlStore::Keep(const StoredDiagnosis& diagnosis) {
  auto kept = KeepOnce(diagnosis);
  // Somebody else was quicker; now theirs can be seen.
  if (sql::IsDuplicate(kept.status())) kept = KeepOnce(diagnosis);
  return kept;
}

absl::StatusOr<StoredDiagnosis> SqlStore::KeepOnce(const StoredDiagnosis& d) {
  const auto keep = [&](soci::session& session) -> absl::StatusOr<StoredDiagnosis> {
    Row row;
    const long long revision = d.evidence_revision;
    soci::statement find =
        (SelectInto(session,
                    "where d.programme = :programme"
                    " and d.organisation = :organisation and d.wave = :wave"
                    " and d.evidence_revision = :revision"
                    " and d.knowledge_base_hash = :hash",
                    row),
         use(d.name.organisation.programme), use(d.name.organisation.organisation), use(d.wave),
         use(revision), use(d.knowledge_base_hash));
    if (find.execute(true)) return row.Take();
    Insert(session, d);
    sql::AppendAudit(session, database_->engine(),
                     {{.method = "diagnosis.StoreDiagnosis"},
                      d.create_time,
                      d.name.organisation.programme,
                      d.name.Text(),
                      d.payload});
    return d;
  };
  return database_->Transact(keep, d.name.organisation.programme);
}

absl::StatusOr<StoredDiagnosis> SqlStore::Get(const DiagnosisName& name) {
  return database_->Read([&](soci::session& session) -> absl::StatusOr<StoredDiagnosis> {
    Row row;
    soci::statement find =
        (SelectInto(session,
                    "where d.programme = :programme and d.organisation = :organisation"
                    " and d.id = :id",
                    row),
         use(name.organisation.programme), use(name.organisation.organisation),
         use(name.diagnosis));
    if (find.execute(true)) return row.Take();
    return DiagnosisNotFound(name.Text());
  });
}

absl::StatusOr<std::vector<StoredDiagnosis>> SqlStore::List(const DiagnosisQuery& query) {
  using Found = absl::StatusOr<std::vector<StoredDiagnosis>>;
  return database_->Read([&](soci::session& session) -> Found {
    Row row;
    const QueryValues values(query);
    auto prepared = SelectInto(session, Conditions(query), row);
    values.Use(query, prepared);
    soci::statement find = prepared;
    find.execute();
    std::vector<StoredDiagnosis> found;
    while (find.fetch()) {
      ASSIGN_OR_RETURN(StoredDiagnosis diagnosis, row.Take());
      found.push_back(std::move(diagnosis));
    }
    return found;
  });
}

absl::StatusOr<std::vector<StoredEvidence>> SqlStore::ListEvidence(const DiagnosisQuery& query) {
  using Found = absl::StatusOr<std::vector<StoredEvidence>>;
  return database_->Read([&](soci::session& session) -> Found {
    StoredEvidence row;
    std::string evidence;
    long long create_micros = 0;
    OrganisationName& organisation = row.name.organisation;
    const QueryValues values(query);
    auto prepared =
        (session.prepare << "select d.programme, d.organisation, d.id, d.create_time, d.evidence"
                            " from diagnosis d "
                         << Conditions(query),
         into(organisation.programme), into(organisation.organisation), into(row.name.diagnosis),
         into(create_micros), into(evidence));
    values.Use(query, prepared);
    soci::statement find = prepared;
    find.execute();
    std::vector<StoredEvidence> found;
    while (find.fetch()) {
      if (!absl::Base64Unescape(evidence, &row.evidence)) {
        return absl::DataLossError("stored evidence is not base64");
      }
      row.create_time = absl::FromUnixMicros(create_micros);
      found.push_back(row);
    }
    return found;
  });
}

absl::StatusOr<std::string> SqlStore::GetEvidence(const DiagnosisName& name) {
  return database_->Read([&](soci::session& session) -> absl::StatusOr<std::string> {
    std::string stored, evidence;
    session << "select evidence from diagnosis where programme = :programme"
               " and organisation = :organisation and id = :id",
        use(name.organisation.programme), use(name.organisation.organisation), use(name.diagnosis),
        into(stored);
    if (!session.got_data()) return DiagnosisNotFound(name.Text());
    if (!absl::Base64Unescape(stored, &evidence)) {
      return absl::DataLossError("stored evidence is not base64");
    }
    return evidence;
  });
}

absl::Status SqlStore::Ping() { return database_->Ping(); }

}  // namespace pcsp::diagnosis

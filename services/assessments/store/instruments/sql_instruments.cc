#include "services/assessments/store/instruments/sql_instruments.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "common/base/status_macros.h"
#include "common/storage/audit/audit_table.h"
#include "services/assessments/domain/errors.h"
#include "services/assessments/domain/instrument_loader.h"
#include "services/assessments/domain/instruments/translation_rules.h"

namespace pcsp::assessments {
namespace {

constexpr absl::string_view kColumns =
    "body, state, create_time, update_time, publish_time, retire_time, revision";

// A row of instrument_version, as far as it is read.
struct Row {
  std::string body;
  int state = 0;
  long long created = 0, updated = 0, published = 0, retired = 0, revision = 0;
};

int64_t Micros(std::optional<absl::Time> time) { return time ? absl::ToUnixMicros(*time) : 0; }

std::optional<absl::Time> Instant(int64_t micros) {
  if (micros == 0) return std::nullopt;
  return absl::FromUnixMicros(micros);
}

absl::StatusOr<Edition> EditionOf(const std::string& programme, const Row& row) {
  ASSIGN_OR_RETURN(Instrument instrument, ParseInstrument(row.body, "stored instrument"));
  instrument.programme = programme;
  return Edition{.instrument = std::move(instrument),
                 .state = static_cast<EditionState>(row.state),
                 .create_time = absl::FromUnixMicros(row.created),
                 .update_time = absl::FromUnixMicros(row.updated),
                 .publish_time = Instant(row.published),
                 .retire_time = Instant(row.retired),
                 .revision = row.revision};
}

absl::StatusOr<Edition> Find(soci::session& session, const InstrumentName& name) {
  Row row;
  session << absl::StrCat("select ", kColumns,
                          " from instrument_version where programme = :programme and "
                          "instrument = :instrument and version = :version"),
      soci::use(name.programme), soci::use(name.instrument), soci::use(name.version),
      soci::into(row.body), soci::into(row.state), soci::into(row.created), soci::into(row.updated),
      soci::into(row.published), soci::into(row.retired), soci::into(row.revision);
  if (!session.got_data()) return InstrumentNotFound(name.ToString());
  return EditionOf(name.programme, row);
}

int LastVersion(soci::session& session, const Instrument& instrument) {
  int version = 0;
  session << "select coalesce(max(version), 0) from instrument_version where "
             "programme = :programme and instrument = :instrument",
      soci::use(instrument.programme), soci::use(instrument.id), soci::into(version);
  return version;
}

// The last version before `name` that people may have answered.
absl::StatusOr<std::optional<Instrument>> Predecessor(soci::session& session,
                                                      const InstrumentName& name) {
  int version = 0;
  session << "select coalesce(max(version), 0) from instrument_version where "
             "programme = :programme and instrument = :instrument and version < :version "
             "and state > 1",
      soci::use(name.programme), soci::use(name.instrument), soci::use(name.version),
      soci::into(version);
  if (version == 0) return std::nullopt;
  ASSIGN_OR_RETURN(Edition edition, Find(session, {name.programme, name.instrument, version}));
  return std::optional<Instrument>(std::move(edition.instrument));
}

std::string Tags(const Instrument& instrument) {
  return absl::StrCat(" ", absl::StrJoin(LanguagesOf(instrument), " "), " ");
}

void Insert(soci::session& session, const Edition& edition) {
  const InstrumentName name = edition.name();
  const int state = static_cast<int>(edition.state);
  const std::string tags = Tags(edition.instrument), body = WriteInstrument(edition.instrument);
  const int64_t created = Micros(edition.create_time), updated = Micros(edition.update_time);
  session << "insert into instrument_version (programme, instrument, version, state, languages, "
             "body, create_time, update_time, publish_time, retire_time, revision) values "
             "(:programme, :instrument, :version, :state, :languages, :body, :created, :updated, "
             "0, 0, :revision)",
      soci::use(name.programme), soci::use(name.instrument), soci::use(name.version),
      soci::use(state), soci::use(tags), soci::use(body), soci::use(created), soci::use(updated),
      soci::use(edition.revision);
}

void Replace(soci::session& session, const Edition& edition) {
  const InstrumentName name = edition.name();
  const int state = static_cast<int>(edition.state);
  const std::string tags = Tags(edition.instrument), body = WriteInstrument(edition.instrument);
  const int64_t updated = Micros(edition.update_time), published = Micros(edition.publish_time),
                retired = Micros(edition.retire_time);
  session << "update instrument_version set state = :state, languages = :languages, body = :body, "
             "update_time = :updated, publish_time = :published, retire_time = :retired, "
             "revision = :revision where programme = :programme and instrument = :instrument "
             "and version = :version",
      soci::use(state), soci::use(tags), soci::use(body), soci::use(updated), soci::use(published),
      soci::use(retired), soci::use(edition.revision), soci::use(name.programme),
      soci::use(name.instrument), soci::use(name.version);
}

std::string Audited(soci::session& session, sql::Engine engine, const sql::RequestKey& key,
                    const Edition& edition, std::string reply) {
  sql::AppendAudit(
      session, engine,
      {key, edition.update_time, edition.instrument.programme, edition.instrument.name(), reply});
  return reply;
}

// By place in `into`; a row of text and numbers from either engine.
std::vector<Row> Select(soci::session& session, const EditionQuery& query) {
  const int state = query.state ? static_cast<int>(*query.state) : 0;
  const InstrumentName after = query.after.value_or(InstrumentName());
  const std::string tag = query.language.empty() ? "" : PrimaryOf(query.language);
  const std::string alone = absl::StrCat("% ", tag, " %"), variety = absl::StrCat("% ", tag, "-%");
  Row row;
  soci::statement rows =
      (session.prepare << absl::StrCat(
           "select ", kColumns,
           " from instrument_version where programme = :programme and (instrument > :after or "
           "(instrument = :same and version > :version)) and (:any = 0 or state = :state) and "
           "(:tag = '' or lower(languages) like :alone or lower(languages) like :variety) order by "
           "instrument, version limit :limit"),
       soci::use(query.programme), soci::use(after.instrument), soci::use(after.instrument),
       soci::use(after.version), soci::use(state), soci::use(state), soci::use(tag),
       soci::use(alone), soci::use(variety), soci::use(query.limit), soci::into(row.body),
       soci::into(row.state), soci::into(row.created), soci::into(row.updated),
       soci::into(row.published), soci::into(row.retired), soci::into(row.revision));
  rows.execute();
  std::vector<Row> found;
  while (rows.fetch()) found.push_back(row);
  return found;
}

}  // namespace

absl::StatusOr<std::string> SqlInstruments::Create(const sql::RequestKey& key, Edition draft,
                                                   Encode encode) {
  const auto create = [&](soci::session& session) -> absl::StatusOr<std::string> {
    return sql::Once(session, key, draft.create_time, [&]() -> absl::StatusOr<std::string> {
      draft.instrument.version = LastVersion(session, draft.instrument) + 1;
      Insert(session, draft);
      return Audited(session, database_->engine(), key, draft, encode(draft));
    });
  };
  return database_->Transact(create, draft.instrument.programme);
}

absl::StatusOr<std::string> SqlInstruments::Update(const sql::RequestKey& key,
                                                   const InstrumentName& name, absl::Time now,
                                                   Rule rule, Encode encode) {
  const auto update = [&](soci::session& session) -> absl::StatusOr<std::string> {
    return sql::Once(session, key, now, [&]() -> absl::StatusOr<std::string> {
      ASSIGN_OR_RETURN(const Edition before, Find(session, name));
      ASSIGN_OR_RETURN(const auto predecessor, Predecessor(session, name));
      ASSIGN_OR_RETURN(const Edition after, rule(before, predecessor));
      if (after.revision == before.revision) return encode(after);
      Replace(session, after);
      return Audited(session, database_->engine(), key, after, encode(after));
    });
  };
  return database_->Transact(update, name.programme);
}

absl::StatusOr<Edition> SqlInstruments::Get(const InstrumentName& name) {
  return database_->Read([&](soci::session& session) { return Find(session, name); });
}

absl::StatusOr<std::vector<Edition>> SqlInstruments::List(const EditionQuery& query) {
  return database_->Read([&](soci::session& session) -> absl::StatusOr<std::vector<Edition>> {
    std::vector<Edition> editions;
    for (const Row& row : Select(session, query)) {
      ASSIGN_OR_RETURN(Edition edition, EditionOf(query.programme, row));
      editions.push_back(std::move(edition));
    }
    return editions;
  });
}

absl::StatusOr<std::optional<Instrument>> SqlInstruments::GetImmutable(const InstrumentName& name) {
  absl::StatusOr<Edition> edition = Get(name);
  if (absl::IsNotFound(edition.status())) return std::nullopt;
  RETURN_IF_ERROR(edition.status());
  if (edition->state == EditionState::kDraft) return std::nullopt;
  return std::optional<Instrument>(std::move(edition->instrument));
}

absl::Status RefuseRetired(soci::session& session, absl::Span<const std::string> instruments) {
  for (const std::string& text : instruments) {
    const auto name = ParseInstrumentName(text);
    if (!name || name->programme.empty()) continue;
    int retired = 0;
    session << "select count(*) from instrument_version where programme = :programme and "
               "instrument = :instrument and version = :version and state = 3",
        soci::use(name->programme), soci::use(name->instrument), soci::use(name->version),
        soci::into(retired);
    if (retired > 0) return InstrumentRetired(text);
  }
  return absl::OkStatus();
}

}  // namespace pcsp::assessments

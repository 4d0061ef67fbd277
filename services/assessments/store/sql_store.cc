#include "services/assessments/store/sql_store.h"

#include <algorithm>
#include <array>
#include <optional>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "common/base/ids.h"
#include "common/base/status_macros.h"
#include "common/storage/audit/audit_table.h"
#include "common/storage/batch.h"
#include "common/storage/sql_errors.h"
#include "services/assessments/domain/errors.h"
#include "services/assessments/store/instruments/sql_instruments.h"
#include "services/assessments/store/schema_files.h"
#include "services/assessments/store/seal.h"

namespace pcsp::assessments {
namespace {

constexpr absl::string_view kWaveColumns =
    "wave_key, programme, wave, display_name, instruments, min_group_size, state, open_time, "
    "close_time, create_time, update_time, revision, evidence_revision, site_count, access, "
    "publish_time, min_distribution_size, min_free_text_size";

int64_t Micros(std::optional<absl::Time> time) { return time ? absl::ToUnixMicros(*time) : 0; }

std::optional<absl::Time> Instant(int64_t micros) {
  if (micros == 0) return std::nullopt;
  return absl::FromUnixMicros(micros);
}

Wave WaveOf(const soci::row& row) {
  size_t at = 0;
  const auto text = [&] { return row.get<std::string>(at++); };
  const auto number = [&]() -> int64_t {
    const size_t i = at++;
    // SOCI gives a column the C++ type that its declared type suggests, which differs by engine.
    return row.get_properties(i).get_data_type() == soci::dt_integer ? row.get<int>(i)
                                                                     : row.get<long long>(i);
  };
  Wave wave;
  wave.key = number();
  wave.name.programme = text();
  wave.name.wave = text();
  wave.display_name = text();
  wave.instruments = absl::StrSplit(text(), ' ');
  wave.min_group_size = static_cast<int>(number());
  wave.state = static_cast<WaveState>(number());
  wave.open_time = Instant(number());
  wave.close_time = Instant(number());
  wave.create_time = absl::FromUnixMicros(number());
  wave.update_time = absl::FromUnixMicros(number());
  wave.revision = number();
  wave.evidence_revision = number();
  wave.site_count = static_cast<int>(number());
  wave.access = static_cast<WaveAccess>(number());
  wave.publish_time = Instant(number());
  if (wave.publish_time) wave.state = WaveState::kPublished;
  // Waves that are older than these thresholds promised nothing of the kind; they get it as well.
  wave.min_distribution_size = std::max(static_cast<int>(number()), wave.min_group_size);
  wave.min_free_text_size = std::max(static_cast<int>(number()), wave.min_group_size);
  return wave;
}

absl::StatusOr<Wave> Find(soci::session& session, const WaveName& name) {
  soci::row row;
  session << absl::StrCat("select ", kWaveColumns,
                          " from wave where programme = :programme and wave = :wave"),
      soci::use(name.programme), soci::use(name.wave), soci::into(row);
  if (!session.got_data()) return WaveNotFound(name.ToString());
  return WaveOf(row);
}

void Insert(soci::session& session, const Wave& wave) {
  const std::string instruments = absl::StrJoin(wave.instruments, " ");
  const int state = static_cast<int>(wave.state);
  const int access = static_cast<int>(wave.access);
  const int64_t created = Micros(wave.create_time), updated = Micros(wave.update_time);
  session << absl::StrCat(
      "insert into wave (", kWaveColumns,
      ") values ((select coalesce(max(wave_key), 0) + 1 from wave), :programme, "
      ":wave, :display_name, :instruments, :min_group_size, :state, 0, 0, "
      ":create_time, :update_time, :revision, 0, 0, :access, 0, :min_distribution, "
      ":min_free_text)"),
      soci::use(wave.name.programme), soci::use(wave.name.wave), soci::use(wave.display_name),
      soci::use(instruments), soci::use(wave.min_group_size), soci::use(state), soci::use(created),
      soci::use(updated), soci::use(wave.revision), soci::use(access),
      soci::use(wave.min_distribution_size), soci::use(wave.min_free_text_size);
}

// What can change after a wave was made. The privacy policy cannot: it was promised to those who
// answered.
void Update(soci::session& session, const Wave& wave) {
  // A published wave is a closed one for programs of before there was publication.
  const int state = static_cast<int>(std::min(wave.state, WaveState::kClosed));
  const int64_t opened = Micros(wave.open_time), closed = Micros(wave.close_time),
                updated = Micros(wave.update_time), published = Micros(wave.publish_time);
  session << "update wave set state = :state, open_time = :opened, close_time = :closed, "
             "update_time = :updated, revision = :revision, evidence_revision = :evidence, "
             "site_count = :sites, publish_time = :published where wave_key = :key",
      soci::use(state), soci::use(opened), soci::use(closed), soci::use(updated),
      soci::use(wave.revision), soci::use(wave.evidence_revision), soci::use(wave.site_count),
      soci::use(published), soci::use(wave.key);
}

void InsertSites(soci::session& session, sql::Engine engine, int64_t wave_key,
                 const std::vector<WaveSite>& sites) {
  std::vector<sql::BatchColumn> columns = {
      {"wave_key", "bigint", {}}, {"number", "integer", {}},      {"organisation", "text", {}},
      {"level", "integer", {}},   {"steering_group", "text", {}}, {"whole_system", "text", {}},
      {"headcount", "text", {}},  {"milestone", "text", {}}};
  for (const WaveSite& site : sites) {
    columns[0].values.push_back(absl::StrCat(wave_key));
    columns[1].values.push_back(absl::StrCat(site.number));
    columns[2].values.push_back(site.organisation);
    columns[3].values.push_back(absl::StrCat(static_cast<int>(site.level)));
    columns[4].values.push_back(site.steering_group);
    columns[5].values.push_back(site.whole_system);
    columns[6].values.push_back(absl::StrJoin(site.headcount, " "));
    columns[7].values.push_back(site.milestone);
  }
  sql::InsertRows(session, engine, "wave_site", columns);
}

// Appends a line about a wave that was changed; the reply.
std::string Audited(soci::session& session, sql::Engine engine, const sql::RequestKey& key,
                    const Wave& wave, std::string reply) {
  sql::AppendAudit(session, engine,
                   {key, wave.update_time, wave.name.programme, wave.name.ToString(), reply});
  return reply;
}

// Two waves may use the same version; both must mean the same by it. Whether it has been used.
absl::StatusOr<bool> IsPinned(soci::session& session, const std::string& name,
                              const std::string& fingerprint) {
  std::string pinned;
  session << "select fingerprint from instrument_pin where name = :name", soci::use(name),
      soci::into(pinned);
  if (!session.got_data()) return false;
  if (pinned != fingerprint) return InstrumentChanged(name);
  return true;
}

absl::Status Pin(soci::session& session, const std::string& name, const std::string& fingerprint) {
  ASSIGN_OR_RETURN(const bool pinned, IsPinned(session, name, fingerprint));
  if (pinned) return absl::OkStatus();
  session << "insert into instrument_pin (name, fingerprint) values (:name, :fingerprint)",
      soci::use(name), soci::use(fingerprint);
  return absl::OkStatus();
}

std::array<int, kStaffGroups> HeadcountOf(const std::string& text) {
  std::array<int, kStaffGroups> headcount{};
  size_t i = 0;
  for (absl::string_view number : absl::StrSplit(text, ' ')) {
    if (i < headcount.size() && !absl::SimpleAtoi(number, &headcount[i++])) return {};
  }
  return headcount;
}

}  // namespace

std::string ClaimOf(absl::string_view request_id) {
  const std::string secret =
      request_id.empty() ? absl::StrCat(RandomBits(), "/", RandomBits()) : std::string(request_id);
  return Sha256Hex(secret).substr(0, 32);
}

absl::StatusOr<std::unique_ptr<SqlStore>> SqlStore::Open(std::unique_ptr<sql::Database> database,
                                                         absl::Time now, sql::AtStart at_start) {
  RETURN_IF_ERROR(sql::PrepareSchema(*database, SchemaFiles(), at_start, now));
  sql::Database* const raw = database.get();
  return std::unique_ptr<SqlStore>(new SqlStore(raw, std::move(database)));
}

absl::StatusOr<std::unique_ptr<SqlStore>> SqlStore::Open(sql::Database* database, absl::Time now) {
  RETURN_IF_ERROR(sql::Migrate(*database, SchemaFiles(), now));
  return std::unique_ptr<SqlStore>(new SqlStore(database, nullptr));
}

absl::StatusOr<std::string> SqlStore::CreateWave(const sql::RequestKey& key, const Wave& wave,
                                                 Encode encode) {
  const auto create = [&](soci::session& session) -> absl::StatusOr<std::string> {
    return sql::Once(session, key, wave.create_time, [&]() -> absl::StatusOr<std::string> {
      if (Find(session, wave.name).ok()) return WaveExists(wave.name.ToString());
      RETURN_IF_ERROR(RefuseRetired(session, wave.instruments));
      Insert(session, wave);
      return Audited(session, database_->engine(), key, wave, encode(wave));
    });
  };
  return database_->Transact(create, wave.name.programme);
}

absl::StatusOr<std::string> SqlStore::OpenWave(
    const sql::RequestKey& key, const WaveName& name, absl::Time now,
    absl::FunctionRef<absl::StatusOr<OpenedWave>(Wave)> rule, Encode encode) {
  const auto open = [&](soci::session& session) -> absl::StatusOr<std::string> {
    return sql::Once(session, key, now, [&]() -> absl::StatusOr<std::string> {
      ASSIGN_OR_RETURN(Wave wave, Find(session, name));
      ASSIGN_OR_RETURN(const OpenedWave opened, rule(std::move(wave)));
      RETURN_IF_ERROR(RefuseRetired(session, opened.wave.instruments));
      for (const auto& [instrument, fingerprint] : opened.fingerprints) {
        RETURN_IF_ERROR(Pin(session, instrument, fingerprint));
      }
      InsertSites(session, database_->engine(), opened.wave.key, opened.sites);
      Update(session, opened.wave);
      return Audited(session, database_->engine(), key, opened.wave, encode(opened.wave));
    });
  };
  return database_->Transact(open, name.programme);
}

absl::StatusOr<std::string> SqlStore::TryOpening(
    const WaveName& name, absl::FunctionRef<absl::StatusOr<OpenedWave>(Wave)> rule, Encode encode) {
  return database_->Read([&](soci::session& session) -> absl::StatusOr<std::string> {
    ASSIGN_OR_RETURN(Wave wave, Find(session, name));
    ASSIGN_OR_RETURN(const OpenedWave opened, rule(std::move(wave)));
    RETURN_IF_ERROR(RefuseRetired(session, opened.wave.instruments));
    for (const auto& [instrument, fingerprint] : opened.fingerprints) {
      RETURN_IF_ERROR(IsPinned(session, instrument, fingerprint).status());
    }
    return encode(opened.wave);
  });
}

absl::StatusOr<Wave> SqlStore::UpdateWave(absl::string_view method, const WaveName& name,
                                          absl::FunctionRef<absl::StatusOr<Wave>(Wave)> rule,
                                          Encode encode) {
  const sql::RequestKey key{.method = std::string(method)};
  bool sealed = false;
  const auto update = [&](soci::session& session) -> absl::StatusOr<Wave> {
    ASSIGN_OR_RETURN(const Wave before, Find(session, name));
    ASSIGN_OR_RETURN(Wave after, rule(before));
    if (after.revision == before.revision) return after;
    Update(session, after);
    // Not as it stops taking answers: those that are still being stored would be in the way.
    sealed = before.state != after.state && after.state == WaveState::kClosed;
    if (sealed) SealWave(session, database_->engine(), after.key);
    Audited(session, database_->engine(), key, after, encode(after));
    return after;
  };
  absl::StatusOr<Wave> updated = database_->Transact(update, name.programme);
  // SQLite's log may still show what each batch of answers changed. A reader in its way is no fault
  // of the wave's.
  if (updated.ok() && sealed) database_->Scrub().IgnoreError();
  return updated;
}

absl::StatusOr<Wave> SqlStore::GetWave(const WaveName& name) {
  return database_->Read([&](soci::session& session) { return Find(session, name); });
}

absl::StatusOr<std::vector<Wave>> SqlStore::ListWaves(const std::string& programme,
                                                      const std::string& after, int limit) {
  return database_->Read([&](soci::session& session) -> absl::StatusOr<std::vector<Wave>> {
    std::vector<Wave> waves;
    const soci::rowset<soci::row> rows =
        (session.prepare << absl::StrCat("select ", kWaveColumns,
                                         " from wave where programme = :programme "
                                         "and wave > :after order by wave limit :limit"),
         soci::use(programme), soci::use(after), soci::use(limit));
    for (const soci::row& row : rows) waves.push_back(WaveOf(row));
    return waves;
  });
}

absl::StatusOr<std::vector<WaveSite>> SqlStore::ListSites(const Wave& wave) {
  return database_->Read([&](soci::session& session) -> absl::StatusOr<std::vector<WaveSite>> {
    std::vector<WaveSite> sites;
    WaveSite site;
    int level = 0;
    std::string headcount;
    soci::statement rows =
        (session.prepare << "select number, organisation, level, steering_group, whole_system, "
                            "headcount, milestone from wave_site where wave_key = :key order by "
                            "number",
         soci::use(wave.key), soci::into(site.number), soci::into(site.organisation),
         soci::into(level), soci::into(site.steering_group), soci::into(site.whole_system),
         soci::into(headcount), soci::into(site.milestone));
    rows.execute();
    while (rows.fetch()) {
      site.level = static_cast<Level>(level);
      site.headcount = HeadcountOf(headcount);
      sites.push_back(site);
    }
    return sites;
  });
}

absl::StatusOr<std::vector<std::pair<std::string, std::string>>> SqlStore::ListFingerprints() {
  using Pairs = std::vector<std::pair<std::string, std::string>>;
  return database_->Read([&](soci::session& session) -> absl::StatusOr<Pairs> {
    Pairs pairs;
    const soci::rowset<soci::row> rows =
        (session.prepare << "select name, fingerprint from instrument_pin order by name");
    for (const soci::row& row : rows) {
      pairs.emplace_back(row.get<std::string>(0), row.get<std::string>(1));
    }
    return pairs;
  });
}

}  // namespace pcsp::assessments

// The part of SqlStore that handles invitations.
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/base/status_macros.h"
#include "common/storage/audit/audit_table.h"
#include "common/storage/batch.h"
#include "services/assessments/domain/errors.h"
#include "services/assessments/store/sql_store.h"

namespace pcsp::assessments {
namespace {

constexpr absl::string_view kBatchColumns =
    "select number, batch, site, staff_group, issued, revoked, expire_time from invitation_batch ";

// Microseconds; 0 for none.
int64_t MicrosOf(std::optional<absl::Time> time) { return time ? absl::ToUnixMicros(*time) : 0; }
std::optional<absl::Time> TimeOf(int64_t micros) {
  if (micros == 0) return std::nullopt;
  return absl::FromUnixMicros(micros);
}

// Where a wave stands.
struct Standing {
  int64_t key = 0;
  WaveState state = WaveState::kDraft;
};

absl::StatusOr<Standing> StandingOf(soci::session& session, const WaveName& name) {
  Standing standing;
  int state = 0;
  session << "select wave_key, state from wave where programme = :programme and wave = :wave",
      soci::use(name.programme), soci::use(name.wave), soci::into(standing.key), soci::into(state);
  if (!session.got_data()) return WaveNotFound(name.ToString());
  standing.state = static_cast<WaveState>(state);
  return standing;
}

// A row of invitation_batch, as it is read.
struct BatchRow {
  int number = 0, site = 0, staff_group = 0, issued = 0, revoked = 0;
  int64_t expire_time = 0;
  std::string batch;

  InvitationBatch Of(const WaveName& wave) const {
    return {.name = {wave, batch},
            .site = site,
            .staff_group = static_cast<StaffGroup>(staff_group),
            .issued = issued,
            .revoked = revoked != 0,
            .expire_time = TimeOf(expire_time)};
  }
};

// Nothing if there is no such batch.
std::optional<BatchRow> FindBatch(soci::session& session, int64_t wave_key, const std::string& id) {
  BatchRow row;
  session << absl::StrCat(kBatchColumns, "where wave_key = :key and batch = :batch"),
      soci::use(wave_key), soci::use(id), soci::into(row.number), soci::into(row.batch),
      soci::into(row.site), soci::into(row.staff_group), soci::into(row.issued),
      soci::into(row.revoked), soci::into(row.expire_time);
  if (!session.got_data()) return std::nullopt;
  return row;
}

int InsertBatch(soci::session& session, int64_t wave_key, const InvitationBatch& batch) {
  int number = 0;
  session << "select coalesce(max(number), 0) + 1 from invitation_batch where wave_key = :key",
      soci::use(wave_key), soci::into(number);
  const int staff_group = static_cast<int>(batch.staff_group);
  const int64_t expire_time = MicrosOf(batch.expire_time);
  session << "insert into invitation_batch (wave_key, number, batch, site, staff_group, issued, "
             "revoked, expire_time) "
             "values (:key, :number, :batch, :site, :staff_group, :issued, 0, :expire_time)",
      soci::use(wave_key), soci::use(number), soci::use(batch.name.batch), soci::use(batch.site),
      soci::use(staff_group), soci::use(batch.issued), soci::use(expire_time);
  return number;
}

void InsertTokens(soci::session& session, sql::Engine engine, int64_t wave_key, int batch,
                  absl::Span<const TokenHash> hashes) {
  std::vector<sql::BatchColumn> columns = {{"wave_key", "bigint", {}}, {"selector", "text", {}},
                                           {"verifier", "text", {}},   {"batch", "integer", {}},
                                           {"claim", "text", {}},      {"draft", "text", {}}};
  for (const TokenHash& hash : hashes) {
    columns[0].values.push_back(absl::StrCat(wave_key));
    columns[1].values.push_back(hash.selector);
    columns[2].values.push_back(hash.verifier);
    columns[3].values.push_back(absl::StrCat(batch));
    columns[4].values.emplace_back();
    columns[5].values.emplace_back();
  }
  sql::InsertRows(session, engine, "invitation", columns);
}

void WriteRevoked(soci::session& session, int64_t wave_key, int batch) {
  session << "update invitation_batch set revoked = 1 where wave_key = :key and number = :number",
      soci::use(wave_key), soci::use(batch);
  const std::string revoked(kRevoked);
  session << "update invitation set claim = :revoked, draft = '' "
             "where wave_key = :key and batch = :number and claim = ''",
      soci::use(revoked), soci::use(wave_key), soci::use(batch);
}

void Audit(soci::session& session, sql::Engine engine, const sql::RequestKey& key, absl::Time now,
           const BatchName& name, const std::string& reply) {
  sql::AppendAudit(session, engine, {key, now, name.wave.programme, name.ToString(), reply});
}

}  // namespace

absl::Status SqlStore::IssueInvitations(const sql::RequestKey& key, const InvitationBatch& batch,
                                        absl::Span<const TokenHash> hashes, absl::Time now) {
  const WaveName& wave = batch.name.wave;
  const std::string name = batch.name.ToString();
  const auto issue = [&](soci::session& session) -> absl::Status {
    ASSIGN_OR_RETURN(const auto before, sql::FindReply(session, key));
    if (before) return InvitationsAlreadyIssued(*before);
    ASSIGN_OR_RETURN(const Standing standing, StandingOf(session, wave));
    // The id of a batch follows from its request, which the log of requests forgets in time.
    if (FindBatch(session, standing.key, batch.name.batch)) return InvitationsAlreadyIssued(name);
    RETURN_IF_ERROR(TakesAnswers(standing.state, wave));
    const int number = InsertBatch(session, standing.key, batch);
    InsertTokens(session, database_->engine(), standing.key, number, hashes);
    if (!key.request_id.empty()) sql::StoreReply(session, key, now, name);
    Audit(session, database_->engine(), key, now, batch.name, name);
    return absl::OkStatus();
  };
  return database_->Transact(issue, wave.programme);
}

absl::StatusOr<std::vector<InvitationBatch>> SqlStore::ListBatches(const Wave& wave) {
  using Batches = std::vector<InvitationBatch>;
  return database_->Read([&](soci::session& session) -> absl::StatusOr<Batches> {
    Batches batches;
    BatchRow row;
    // By their ids, which are of chance.
    soci::statement rows =
        (session.prepare << absl::StrCat(kBatchColumns, "where wave_key = :key order by batch"),
         soci::use(wave.key), soci::into(row.number), soci::into(row.batch), soci::into(row.site),
         soci::into(row.staff_group), soci::into(row.issued), soci::into(row.revoked),
         soci::into(row.expire_time));
    rows.execute();
    while (rows.fetch()) batches.push_back(row.Of(wave.name));
    return batches;
  });
}

absl::StatusOr<std::vector<int>> SqlStore::CountAnsweredByToken(const Wave& wave) {
  return database_->Read([&](soci::session& session) -> absl::StatusOr<std::vector<int>> {
    std::vector<int> counts(wave.site_count);
    int site = 0, count = 0;
    soci::statement rows =
        (session.prepare << "select b.site, count(*) from invitation i join invitation_batch b "
                            "on b.wave_key = i.wave_key and b.number = i.batch "
                            "where i.wave_key = :key and i.claim <> '' and i.claim <> '-' "
                            "group by b.site",
         soci::use(wave.key), soci::into(site), soci::into(count));
    rows.execute();
    while (rows.fetch()) {
      if (site >= 1 && site <= wave.site_count) counts[site - 1] = count;
    }
    return counts;
  });
}

absl::StatusOr<std::vector<int>> SqlStore::CountByStaffGroup(const Wave& wave) {
  return database_->Read([&](soci::session& session) -> absl::StatusOr<std::vector<int>> {
    std::vector<int> counts(kStaffGroups);
    int group = 0, count = 0;
    soci::statement rows =
        (session.prepare << "select staff_group, count(*) from response where wave_key = :key "
                            "group by staff_group",
         soci::use(wave.key), soci::into(group), soci::into(count));
    rows.execute();
    while (rows.fetch()) counts[group - 1] = count;
    return counts;
  });
}

absl::StatusOr<std::string> SqlStore::RevokeInvitations(const sql::RequestKey& key,
                                                        const BatchName& name, absl::Time now,
                                                        BatchRule rule, EncodeBatch encode) {
  const auto revoke = [&](soci::session& session) -> absl::StatusOr<std::string> {
    return sql::Once(session, key, now, [&]() -> absl::StatusOr<std::string> {
      const auto standing = StandingOf(session, name.wave);
      const auto row = standing.ok() ? FindBatch(session, standing->key, name.batch) : std::nullopt;
      if (!row) return InvitationBatchNotFound(name.ToString());
      const InvitationBatch before = row->Of(name.wave);
      ASSIGN_OR_RETURN(const InvitationBatch after, rule(before));
      const std::string reply = encode(after);
      if (after == before) return reply;
      WriteRevoked(session, standing->key, row->number);
      Audit(session, database_->engine(), key, now, name, reply);
      return reply;
    });
  };
  return database_->Transact(revoke, name.wave.programme);
}

absl::StatusOr<std::optional<Invitation>> SqlStore::FindInvitation(const WaveName& wave,
                                                                   const std::string& selector) {
  using Found = std::optional<Invitation>;
  return database_->Read([&](soci::session& session) -> absl::StatusOr<Found> {
    Invitation found;
    int state = 0, staff_group = 0;
    int64_t expire_time = 0;
    session << "select w.wave_key, w.state, b.site, b.staff_group, b.expire_time, i.verifier, "
               "i.claim, i.draft "
               "from wave w join invitation i on i.wave_key = w.wave_key "
               "join invitation_batch b on b.wave_key = i.wave_key and b.number = i.batch "
               "where w.programme = :programme and w.wave = :wave and i.selector = :selector",
        soci::use(wave.programme), soci::use(wave.wave), soci::use(selector),
        soci::into(found.wave_key), soci::into(state), soci::into(found.site),
        soci::into(staff_group), soci::into(expire_time), soci::into(found.verifier),
        soci::into(found.claim), soci::into(found.draft);
    if (!session.got_data()) return std::nullopt;
    found.wave_state = static_cast<WaveState>(state);
    found.staff_group = static_cast<StaffGroup>(staff_group);
    found.expire_time = TimeOf(expire_time);
    return found;
  });
}

absl::Status SqlStore::SaveDraft(int64_t wave_key, const std::string& selector,
                                 const std::string& draft) {
  const int open = static_cast<int>(WaveState::kOpen);
  return database_->Transact([&](soci::session& session) -> absl::Status {
    soci::statement save =
        (session.prepare << "update invitation set draft = :draft where wave_key = :key "
                            "and selector = :selector and claim = '' and exists "
                            "(select 1 from wave where wave_key = :wave and state = :open)",
         soci::use(draft), soci::use(wave_key), soci::use(selector), soci::use(wave_key),
         soci::use(open));
    save.execute(true);
    return save.get_affected_rows() == 1 ? absl::OkStatus() : InvitationNotValid();
  });
}

}  // namespace pcsp::assessments

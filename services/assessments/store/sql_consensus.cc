// The part of SqlStore that handles what teams agree on.
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/base/status_macros.h"
#include "common/storage/audit/audit_table.h"
#include "services/assessments/domain/errors.h"
#include "services/assessments/store/sql_store.h"

namespace pcsp::assessments {
namespace {

// A row of team_consensus, as it is read.
struct Row {
  TeamConsensus consensus;
  int64_t created = 0, updated = 0;

  TeamConsensus Take() const {
    TeamConsensus taken = consensus;
    taken.create_time = absl::FromUnixMicros(created);
    taken.update_time = absl::FromUnixMicros(updated);
    return taken;
  }
};

// Those of a wave, or that of one site of it if `site` is not 0.
std::vector<TeamConsensus> Select(soci::session& session, int64_t wave_key, int site) {
  std::vector<TeamConsensus> found;
  Row row;
  soci::statement rows =
      (session.prepare << "select site, answers, people_present, revision, create_time, "
                          "update_time from team_consensus where wave_key = :key "
                          "and (site = :site or :all = 0) order by site",
       soci::use(wave_key), soci::use(site), soci::use(site), soci::into(row.consensus.site),
       soci::into(row.consensus.answers), soci::into(row.consensus.people_present),
       soci::into(row.consensus.revision), soci::into(row.created), soci::into(row.updated));
  rows.execute();
  while (rows.fetch()) found.push_back(row.Take());
  return found;
}

void Put(soci::session& session, int64_t wave_key, const TeamConsensus& consensus) {
  const int64_t created = absl::ToUnixMicros(consensus.create_time);
  const int64_t updated = absl::ToUnixMicros(consensus.update_time);
  session << "delete from team_consensus where wave_key = :key and site = :site",
      soci::use(wave_key), soci::use(consensus.site);
  session << "insert into team_consensus (wave_key, site, answers, people_present, revision, "
             "create_time, update_time) values (:key, :site, :answers, :people, :revision, "
             ":created, :updated)",
      soci::use(wave_key), soci::use(consensus.site), soci::use(consensus.answers),
      soci::use(consensus.people_present), soci::use(consensus.revision), soci::use(created),
      soci::use(updated);
}

}  // namespace

absl::StatusOr<std::string> SqlStore::SubmitTeamConsensus(const sql::RequestKey& key,
                                                          const WaveName& wave,
                                                          const WaveSite& site, ConsensusRule rule,
                                                          absl::Time now, EncodeConsensus encode) {
  const auto submit = [&](soci::session& session) -> absl::StatusOr<std::string> {
    return sql::Once(session, key, now, [&]() -> absl::StatusOr<std::string> {
      int64_t wave_key = 0;
      int state = 0;
      session << "select wave_key, state from wave where programme = :programme and wave = :wave",
          soci::use(wave.programme), soci::use(wave.wave), soci::into(wave_key), soci::into(state);
      if (!session.got_data()) return WaveNotFound(wave.ToString());
      RETURN_IF_ERROR(TakesAnswers(static_cast<WaveState>(state), wave));
      const std::vector<TeamConsensus> has = Select(session, wave_key, site.number);
      ASSIGN_OR_RETURN(const TeamConsensus consensus,
                       rule(has.empty() ? std::nullopt : std::optional(has.front())));
      Put(session, wave_key, consensus);
      const std::string reply = encode(consensus);
      sql::AppendAudit(session, database_->engine(),
                       {key, now, wave.programme, ConsensusNameOf(wave, site.organisation), reply});
      return reply;
    });
  };
  return database_->Transact(submit, wave.programme);
}

absl::StatusOr<std::vector<TeamConsensus>> SqlStore::ListTeamConsensus(const Wave& wave) {
  return database_->Read([&](soci::session& session) -> absl::StatusOr<std::vector<TeamConsensus>> {
    return Select(session, wave.key, 0);
  });
}

}  // namespace pcsp::assessments

// The store on SQL, the same queries on SQLite and PostgreSQL.
#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "common/storage/migrations.h"
#include "common/storage/sql.h"
#include "services/assessments/store/instruments/sql_instruments.h"
#include "services/assessments/store/store.h"

namespace pcsp::assessments {

// Thread-safe.
class SqlStore final : public Store {
 public:
  // Brings the schema of `database` up to date, or checks that it is, and takes it over.
  static absl::StatusOr<std::unique_ptr<SqlStore>> Open(
      std::unique_ptr<sql::Database> database, absl::Time now,
      sql::AtStart at_start = sql::AtStart::kMigrate);
  // The same on a database that belongs to somebody else and outlives the store.
  static absl::StatusOr<std::unique_ptr<SqlStore>> Open(sql::Database* database, absl::Time now);

  absl::StatusOr<std::string> CreateWave(const sql::RequestKey& key, const Wave& wave,
                                         Encode encode) override;
  absl::StatusOr<std::string> OpenWave(const sql::RequestKey& key, const WaveName& name,
                                       absl::Time now,
                                       absl::FunctionRef<absl::StatusOr<OpenedWave>(Wave)> rule,
                                       Encode encode) override;
  absl::StatusOr<std::string> TryOpening(const WaveName& name,
                                         absl::FunctionRef<absl::StatusOr<OpenedWave>(Wave)> rule,
                                         Encode encode) override;
  absl::StatusOr<Wave> UpdateWave(absl::string_view method, const WaveName& name,
                                  absl::FunctionRef<absl::StatusOr<Wave>(Wave)> rule,
                                  Encode encode) override;
  absl::StatusOr<Wave> GetWave(const WaveName& name) override;
  absl::StatusOr<std::vector<Wave>> ListWaves(const std::string& programme,
                                              const std::string& after, int limit) override;
  absl::StatusOr<std::vector<WaveSite>> ListSites(const Wave& wave) override;
  absl::StatusOr<AppendResults> Append(absl::Span<const PackedResponse> responses) override;
  absl::StatusOr<AppendResults> AppendFile(const std::optional<FileClaims>& file,
                                           absl::Span<const PackedResponse> responses) override;
  absl::Status ScanResponses(
      const Wave& wave, absl::FunctionRef<void(int site, absl::string_view answers)> row) override;
  absl::Status ScanStaffGroups(const Wave& wave, int site, GroupRow row) override;
  absl::Status ScanWords(const Wave& wave, int site, WordsRow row) override;
  absl::StatusOr<std::vector<int>> CountResponses(const Wave& wave) override;
  absl::Status ScanAnswers(
      const Wave& wave,
      absl::FunctionRef<void(int site, StaffGroup group, absl::string_view answers)> row) override;
  absl::StatusOr<std::vector<Release>> ListReleases(const Wave& wave) override;
  absl::StatusOr<std::vector<Release>> AddRelease(
      const sql::RequestKey& key, const Wave& wave, const Release& release, absl::Time now,
      absl::FunctionRef<absl::StatusOr<bool>(const std::vector<Release>&)> rule) override;
  absl::StatusOr<std::vector<std::pair<std::string, std::string>>> ListFingerprints() override;
  InstrumentStore& instruments() override { return instruments_; }
  absl::Status Ping() override { return database_->Ping(); }

  // sql_invitations.cc
  absl::Status IssueInvitations(const sql::RequestKey& key, const InvitationBatch& batch,
                                absl::Span<const TokenHash> hashes, absl::Time now) override;
  absl::StatusOr<std::vector<InvitationBatch>> ListBatches(const Wave& wave) override;
  absl::StatusOr<std::vector<int>> CountAnsweredByToken(const Wave& wave) override;
  absl::StatusOr<std::string> RevokeInvitations(const sql::RequestKey& key, const BatchName& name,
                                                absl::Time now, BatchRule rule,
                                                EncodeBatch encode) override;
  absl::StatusOr<std::optional<Invitation>> FindInvitation(const WaveName& wave,
                                                           const std::string& selector) override;
  absl::Status SaveDraft(int64_t wave_key, const std::string& selector,
                         const std::string& draft) override;
  absl::StatusOr<std::vector<int>> CountByStaffGroup(const Wave& wave) override;
  // sql_consensus.cc
  absl::StatusOr<std::string> SubmitTeamConsensus(const sql::RequestKey& key, const WaveName& wave,
                                                  const WaveSite& site, ConsensusRule rule,
                                                  absl::Time now, EncodeConsensus encode) override;
  absl::StatusOr<std::vector<TeamConsensus>> ListTeamConsensus(const Wave& wave) override;

  // The database that it keeps everything in.
  sql::Database* database() const { return database_; }

 private:
  SqlStore(sql::Database* database, std::unique_ptr<sql::Database> owned)
      : owned_(std::move(owned)), database_(database), instruments_(database) {}

  const std::unique_ptr<sql::Database> owned_;  // may be null
  sql::Database* const database_;
  SqlInstruments instruments_;
};

}  // namespace pcsp::assessments

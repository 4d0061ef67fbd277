// EvidenceStore on SQL, the same queries on SQLite and PostgreSQL.
#pragma once

#include <string>
#include <vector>

#include "common/storage/sql.h"
#include "services/assessments/store/evidence/evidence_store.h"

namespace pcsp::assessments {

// Thread-safe.
class SqlEvidenceStore final : public EvidenceStore {
 public:
  // `database` has the schema of the service and outlives this.
  explicit SqlEvidenceStore(sql::Database* database) : database_(database) {}

  absl::StatusOr<std::optional<MeasureDefinition>> FindMeasure(const MeasureName& name) override;
  absl::StatusOr<std::vector<MeasureDefinition>> ListMeasures(
      const std::string& programme) override;
  absl::StatusOr<std::string> ChangeMeasure(
      const sql::RequestKey& key, const MeasureName& name, absl::Time now, MeasureRule rule,
      absl::FunctionRef<std::string(const MeasureDefinition&)> encode) override;
  absl::StatusOr<MeasurePolicy> GetPolicy(const std::string& programme) override;
  absl::StatusOr<std::string> ChangePolicy(
      const sql::RequestKey& key, const std::string& programme, absl::Time now,
      absl::FunctionRef<absl::StatusOr<MeasurePolicy>(MeasurePolicy)> rule,
      absl::FunctionRef<std::string(const MeasurePolicy&)> encode) override;
  absl::StatusOr<std::string> RecordValues(
      const sql::RequestKey& key, const std::string& programme, absl::Time now, bool check_only,
      const std::vector<MeasureRow>& rows,
      absl::FunctionRef<std::string(const std::vector<Recording>&)> encode) override;
  absl::StatusOr<std::vector<MonthValue>> ListValues(const ValueQuery& query) override;
  absl::StatusOr<std::vector<MonthValue>> ListHistory(const ValueQuery& query) override;
  absl::StatusOr<std::string> CreateObservation(const sql::RequestKey& key,
                                                const Observation& observation,
                                                const std::string& reply) override;
  absl::StatusOr<Observation> GetObservation(const ObservationName& name) override;
  absl::StatusOr<std::vector<Observation>> ListObservations(const ObservationQuery& query) override;
  absl::StatusOr<std::string> UpdateObservation(
      const sql::RequestKey& key, const ObservationName& name, absl::Time now,
      absl::FunctionRef<absl::StatusOr<Observation>(Observation)> rule,
      absl::FunctionRef<std::string(const Observation&)> encode) override;
  absl::Status DeleteObservation(
      const sql::RequestKey& key, const ObservationName& name, absl::Time now,
      absl::FunctionRef<absl::Status(const Observation&)> check) override;
  absl::StatusOr<std::string> SetCountedFacts(
      const sql::RequestKey& key, const std::string& programme, const std::string& fact,
      absl::Time now, const std::vector<CountedFact>& sites,
      absl::FunctionRef<std::string(int changed)> encode) override;
  absl::StatusOr<std::vector<SiteKnowledge>> ListKnowledge(
      const std::string& programme, const std::vector<std::string>& organisations, Day since,
      const std::string& after, int limit) override;
  absl::StatusOr<int64_t> NewestRevision(const std::string& programme) override;
  absl::StatusOr<std::vector<EvidenceChange>> ListChanges(const std::string& programme,
                                                          int64_t after, int limit) override;

 private:
  sql::Database* const database_;
};

}  // namespace pcsp::assessments

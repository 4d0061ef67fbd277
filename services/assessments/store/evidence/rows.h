// How measures, values and observations lie in tables.
#pragma once

#include <string>
#include <vector>

#include "common/storage/sql.h"
#include "services/assessments/store/evidence/evidence_store.h"

namespace pcsp::assessments {

// What is to be written so that what is counted of a fact is as given.
struct CountedChanges {
  std::vector<std::string> sites;  // those that changed, in order
  std::vector<CountedFact> put;    // those of them of which it is known now
};
CountedChanges Compare(const std::vector<CountedFact>& before,
                       const std::vector<CountedFact>& after);

// Reads and writes within the transaction of a session. Throws soci_error, as the body of a
// transaction may.
class EvidenceRows {
 public:
  EvidenceRows(soci::session& session, sql::Engine engine) : session_(session), engine_(engine) {}

  // All of a programme, or one when `measure` is not empty.
  std::vector<MeasureDefinition> Measures(const std::string& programme, const std::string& measure);
  void Put(const MeasureDefinition& measure);

  MeasurePolicy Policy(const std::string& programme);
  void Put(const MeasurePolicy& policy);

  std::vector<MonthValue> Values(const ValueQuery& query);
  std::vector<MonthValue> History(const ValueQuery& query);
  // Puts values in the place of others, which become history.
  void Put(const std::string& programme, const std::vector<MonthValue>& values,
           const std::vector<MonthValue>& before);

  // With their facts.
  std::vector<Observation> Observations(const ObservationQuery& query);
  absl::StatusOr<Observation> Find(const ObservationName& name);
  void Insert(const Observation& observation);
  void Remove(const ObservationName& name);

  // What is counted of one fact, or of all when `fact` is empty, at the sites named, or at all when
  // none is; by organisation and fact.
  std::vector<CountedFact> Counted(const std::string& programme, const std::string& fact,
                                   const std::vector<std::string>& organisations);
  void Replace(const std::string& programme, const std::string& fact,
               const CountedChanges& changes);

  // Notes that what is known of each of these changed. They must be in order and each there once.
  void Touch(const std::string& programme, const std::vector<std::string>& organisations);
  // The largest revision that a site of the programme has; 0 when there is none.
  int64_t Newest(const std::string& programme);
  // Those with a value of it; of any measure of the programme where it names none.
  std::vector<std::string> SitesWith(const MeasureName& measure);
  std::vector<EvidenceChange> Changes(const std::string& programme, int64_t after, int limit);
  std::vector<EvidenceChange> Sites(const std::string& programme,
                                    const std::vector<std::string>& organisations,
                                    const std::string& after, int limit);

 private:
  void AddFacts(const std::string& programme, std::vector<Observation>& observations);
  void InsertValues(const std::string& programme, const std::string& table,
                    const std::vector<MonthValue>& values, const std::string& suffix);

  soci::session& session_;
  const sql::Engine engine_;
};

}  // namespace pcsp::assessments

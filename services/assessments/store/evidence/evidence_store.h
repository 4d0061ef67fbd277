// What is kept beside answers: measures with their monthly values, observations, and when what is
// known of a site last changed.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "common/storage/request_log.h"
#include "services/assessments/domain/measures/value.h"
#include "services/assessments/domain/observations/facts.h"
#include "services/assessments/domain/observations/observation.h"

namespace pcsp::assessments {

// Ids and months; empty ones and absent ones are for all.
struct ValueQuery {
  std::string programme, organisation, measure;
  std::vector<std::string> organisations;  // any of these; all when empty
  std::optional<Month> from, until;
  bool withdrawn_too = false;
  std::optional<MonthValue> after;  // the last one of the page before
  int limit = 0;                    // 0: none
};

struct ObservationQuery {
  std::string programme, organisation;
  std::vector<std::string> organisations;  // any of these; all when empty
  std::optional<Day> from, until;
  ObservationKind kind = ObservationKind::kUnspecified;
  bool notes = false;                // whether notes are read
  std::optional<Observation> after;  // the last one of the page before
  int limit = 0;
};

// When what is known of a site last changed, as a number of its programme.
struct EvidenceChange {
  std::string organisation;
  int64_t revision = 0;
  bool operator==(const EvidenceChange&) const = default;
};

// What is counted of one fact elsewhere, such as the share of staff trained.
struct CountedFact {
  std::string organisation;
  std::string fact;
  std::string category;
  std::string source;  // what it is counted from, a resource name
  Day since;           // when it came to this category
  bool operator==(const CountedFact&) const = default;
};

// What is known of one site. Values are those of the measure in the key, by month.
struct SiteKnowledge {
  std::string organisation;
  int64_t revision = 0;
  std::vector<Observation> observations;  // by day and id, without notes
  std::map<std::string, std::vector<MonthValue>> values;
  std::vector<CountedFact> counted;  // by fact, of whatever age: they hold until they change
};

// Thread-safe. Every change leaves a line in the audit of its programme. Rules are pure functions
// that run inside the transaction, perhaps more than once; replies are what a request id is
// answered with when it comes again. Beside the errors named, every method can give those of
// common/storage/sql_errors.h, and those with a key REQUEST_ID_REUSED.
class EvidenceStore {
 public:
  virtual ~EvidenceStore() = default;

  // The measure as the programme has it; nothing while it has none of its own by that name.
  virtual absl::StatusOr<std::optional<MeasureDefinition>> FindMeasure(const MeasureName& name) = 0;
  virtual absl::StatusOr<std::vector<MeasureDefinition>> ListMeasures(
      const std::string& programme) = 0;
  // Writes what `rule` makes of the stored measure, unless its revision is the same. A change of
  // the fact counts as one of every site that recorded the measure.
  using MeasureRule =
      absl::FunctionRef<absl::StatusOr<MeasureDefinition>(std::optional<MeasureDefinition>)>;
  virtual absl::StatusOr<std::string> ChangeMeasure(
      const sql::RequestKey& key, const MeasureName& name, absl::Time now, MeasureRule rule,
      absl::FunctionRef<std::string(const MeasureDefinition&)> encode) = 0;

  virtual absl::StatusOr<MeasurePolicy> GetPolicy(const std::string& programme) = 0;
  virtual absl::StatusOr<std::string> ChangePolicy(
      const sql::RequestKey& key, const std::string& programme, absl::Time now,
      absl::FunctionRef<absl::StatusOr<MeasurePolicy>(MeasurePolicy)> rule,
      absl::FunctionRef<std::string(const MeasurePolicy&)> encode) = 0;

  // Does what Record() says to each row, all at once. Sites and months are each there once a
  // measure. With `check_only` nothing is written or remembered.
  virtual absl::StatusOr<std::string> RecordValues(
      const sql::RequestKey& key, const std::string& programme, absl::Time now, bool check_only,
      const std::vector<MeasureRow>& rows,
      absl::FunctionRef<std::string(const std::vector<Recording>&)> encode) = 0;
  virtual absl::StatusOr<std::vector<MonthValue>> ListValues(const ValueQuery& query) = 0;
  // What the values of a query were before, by organisation, measure and month, the latest first;
  // `after` and `limit` are not looked at.
  virtual absl::StatusOr<std::vector<MonthValue>> ListHistory(const ValueQuery& query) = 0;

  virtual absl::StatusOr<std::string> CreateObservation(const sql::RequestKey& key,
                                                        const Observation& observation,
                                                        const std::string& reply) = 0;
  // OBSERVATION_NOT_FOUND.
  virtual absl::StatusOr<Observation> GetObservation(const ObservationName& name) = 0;
  // The latest day first, then by id. Notes are read only if asked for.
  virtual absl::StatusOr<std::vector<Observation>> ListObservations(
      const ObservationQuery& query) = 0;
  // OBSERVATION_NOT_FOUND, and what `rule` gives.
  virtual absl::StatusOr<std::string> UpdateObservation(
      const sql::RequestKey& key, const ObservationName& name, absl::Time now,
      absl::FunctionRef<absl::StatusOr<Observation>(Observation)> rule,
      absl::FunctionRef<std::string(const Observation&)> encode) = 0;
  // OBSERVATION_NOT_FOUND, and what `check` gives.
  virtual absl::Status DeleteObservation(
      const sql::RequestKey& key, const ObservationName& name, absl::Time now,
      absl::FunctionRef<absl::Status(const Observation&)> check) = 0;

  // Makes `sites`, which are of one fact and each there once, what is counted of it in a programme.
  // Sites with another category than before have changed; `encode` is told how many those are.
  virtual absl::StatusOr<std::string> SetCountedFacts(
      const sql::RequestKey& key, const std::string& programme, const std::string& fact,
      absl::Time now, const std::vector<CountedFact>& sites,
      absl::FunctionRef<std::string(int changed)> encode) = 0;

  // Sites by organisation after `after`: those named, or all when none is. What is older than
  // `since` is left out, but for what is counted elsewhere.
  virtual absl::StatusOr<std::vector<SiteKnowledge>> ListKnowledge(
      const std::string& programme, const std::vector<std::string>& organisations, Day since,
      const std::string& after, int limit) = 0;
  // The largest revision of a site of the programme; 0 when there is none.
  virtual absl::StatusOr<int64_t> NewestRevision(const std::string& programme) = 0;
  // Sites that changed after a revision, by revision.
  virtual absl::StatusOr<std::vector<EvidenceChange>> ListChanges(const std::string& programme,
                                                                  int64_t after, int limit) = 0;
};

}  // namespace pcsp::assessments

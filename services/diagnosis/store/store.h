// What diagnosis remembers: diagnoses, each written once and never changed.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "services/diagnosis/domain/knowledge/knowledge_base.h"
#include "services/diagnosis/domain/names.h"
#include "services/diagnosis/store/knowledge_base_store.h"
#include "services/diagnosis/store/learning/learning_store.h"
#include "services/diagnosis/store/review/review_store.h"

namespace pcsp::diagnosis {

struct StoredDiagnosis {
  DiagnosisName name;
  std::string wave;  // id within the programme
  int64_t evidence_revision = 0;
  std::string knowledge_base;  // "{id}@{version}"
  std::string knowledge_base_hash;
  Level level = Level::kPractice;
  absl::Time create_time;  // whole microseconds
  std::string payload;     // any bytes
  std::string evidence;    // any bytes; kept, and given back by ListEvidence() alone

  bool operator==(const StoredDiagnosis&) const = default;
};

// Where a list goes on: after this diagnosis.
struct DiagnosisCursor {
  int64_t create_micros = 0;
  std::string id;
};

// What a stored diagnosis was made from.
struct StoredEvidence {
  DiagnosisName name;
  absl::Time create_time;  // of the diagnosis
  std::string evidence;    // empty where the diagnosis was stored before evidence was kept
};

struct DiagnosisQuery {
  OrganisationName parent;  // all() for every organisation of the programme
  std::string wave;         // id; empty for all
  std::optional<Level> level;
  bool latest_only = false;  // of each organisation and wave: highest revision, then stored last
  std::optional<DiagnosisCursor> after;
  int limit = 50;
};

// Thread-safe. Besides the errors named here, each member gives those of common/storage.
class Store {
 public:
  virtual ~Store() = default;

  // Stores the diagnosis, unless one of the same organisation, wave, evidence revision and
  // knowledge base is stored already: then nothing changes. The one that is stored.
  virtual absl::StatusOr<StoredDiagnosis> Keep(const StoredDiagnosis& diagnosis) = 0;

  // Errors: DIAGNOSIS_NOT_FOUND.
  virtual absl::StatusOr<StoredDiagnosis> Get(const DiagnosisName& name) = 0;

  // Newest first; those of one instant by id, descending.
  virtual absl::StatusOr<std::vector<StoredDiagnosis>> List(const DiagnosisQuery& query) = 0;

  // The evidence of the diagnoses that List() would find.
  virtual absl::StatusOr<std::vector<StoredEvidence>> ListEvidence(const DiagnosisQuery& query) = 0;

  // The evidence of one diagnosis; empty where it was stored before evidence was kept. Errors:
  // DIAGNOSIS_NOT_FOUND.
  virtual absl::StatusOr<std::string> GetEvidence(const DiagnosisName& name) = 0;

  // OK while the system of record can be reached.
  virtual absl::Status Ping() = 0;
};

}  // namespace pcsp::diagnosis

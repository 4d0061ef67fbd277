// Instruments of programmes' own, on SQL.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/types/span.h"
#include "common/storage/sql.h"
#include "services/assessments/store/instruments/instrument_store.h"

namespace pcsp::assessments {

// Thread-safe.
class SqlInstruments final : public InstrumentStore {
 public:
  // `database` has the schema of this service and must outlive this.
  explicit SqlInstruments(sql::Database* database) : database_(database) {}

  absl::StatusOr<std::string> Create(const sql::RequestKey& key, Edition draft,
                                     Encode encode) override;
  absl::StatusOr<std::string> Update(const sql::RequestKey& key, const InstrumentName& name,
                                     absl::Time now, Rule rule, Encode encode) override;
  absl::StatusOr<Edition> Get(const InstrumentName& name) override;
  absl::StatusOr<std::vector<Edition>> List(const EditionQuery& query) override;
  absl::StatusOr<std::optional<Instrument>> GetImmutable(const InstrumentName& name) override;

 private:
  sql::Database* const database_;
};

// Inside the transaction that makes or opens a wave with these instruments. INSTRUMENT_RETIRED.
absl::Status RefuseRetired(soci::session& session, absl::Span<const std::string> instruments);

}  // namespace pcsp::assessments

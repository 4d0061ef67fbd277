// What was learned, on SQLite or PostgreSQL: the same queries on both.
#pragma once

#include "common/storage/sql.h"
#include "services/diagnosis/store/learning/learning_store.h"

namespace pcsp::diagnosis {

// The schema is that of SqlStore::Open(). The database must outlive it.
class SqlLearningStore final : public LearningStore {
 public:
  explicit SqlLearningStore(sql::Database* database) : database_(database) {}

  absl::StatusOr<std::optional<std::string>> Begin(const sql::RequestKey& key,
                                                   const std::string& programme,
                                                   const std::string& holder, absl::Time now,
                                                   absl::Time until) override;
  absl::Status End(const std::string& programme, const std::string& holder) override;
  absl::StatusOr<std::string> Add(const sql::RequestKey& key, StoredLayer layer, bool follow,
                                  Encode encode) override;
  absl::StatusOr<std::string> Use(const sql::RequestKey& key, const std::string& programme,
                                  int64_t number, absl::Time now,
                                  const std::string& reply) override;
  absl::StatusOr<LayerInUse> InUse(const std::string& programme) override;
  absl::StatusOr<StoredLayer> Get(const std::string& programme, int64_t number) override;
  absl::StatusOr<std::vector<StoredLayer>> List(const std::string& programme, int64_t below,
                                                int limit) override;

 private:
  sql::Database* const database_;
};

}  // namespace pcsp::diagnosis

// Knowledge bases on SQLite or PostgreSQL: the same queries on both.
#pragma once

#include <string>
#include <vector>

#include "common/storage/sql.h"
#include "services/diagnosis/store/knowledge_base_store.h"

namespace pcsp::diagnosis {

class SqlKnowledgeBaseStore final : public KnowledgeBaseStore {
 public:
  // The database has the schema that SqlStore::Open() gives it, and must outlive this.
  explicit SqlKnowledgeBaseStore(sql::Database* database) : database_(database) {}

  absl::StatusOr<std::string> Publish(const StoredKnowledgeBase& knowledge_base, absl::Time now,
                                      const RequestMark& request,
                                      const std::string& reply) override;
  absl::StatusOr<KnowledgeBaseInForce> InForce() override;
  absl::StatusOr<std::vector<StoredKnowledgeBase>> Versions() override;

 private:
  sql::Database* const database_;
};

}  // namespace pcsp::diagnosis

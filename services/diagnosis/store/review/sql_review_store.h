// Reviews on SQLite or PostgreSQL: the same queries on both.
#pragma once

#include "common/storage/sql.h"
#include "services/diagnosis/store/review/review_store.h"

namespace pcsp::diagnosis {

// The schema is that of SqlStore::Open(). The database must outlive it.
class SqlReviewStore final : public ReviewStore {
 public:
  explicit SqlReviewStore(sql::Database* database) : database_(database) {}

  absl::StatusOr<std::string> Create(const sql::RequestKey& key, const Review& review,
                                     Encode encode) override;
  absl::StatusOr<std::string> Withdraw(const sql::RequestKey& key, const ReviewName& name,
                                       absl::Time now, Encode encode) override;
  absl::StatusOr<std::vector<Review>> List(const ReviewQuery& query) override;
  absl::StatusOr<std::vector<Coded>> Coding(const std::string& programme) override;

 private:
  sql::Database* const database_;
};

}  // namespace pcsp::diagnosis

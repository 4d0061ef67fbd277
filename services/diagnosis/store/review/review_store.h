// What diagnosis remembers of reviews.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/statusor.h"
#include "common/storage/request_log.h"
#include "services/diagnosis/domain/review/review.h"

namespace pcsp::diagnosis {

// Where a list goes on: after this review.
struct ReviewCursor {
  int64_t create_micros = 0;
  std::string id;
};

struct ReviewQuery {
  DiagnosisName parent;  // organisation and diagnosis may be "-": all
  std::string issue;     // empty: all
  bool withdrawn_too = false;
  std::optional<absl::Time> as_of;  // those that counted then, and nothing written since
  std::optional<ReviewCursor> after;
  int limit = 100;
};

// Thread-safe. Besides the errors named here, each member gives those of common/storage.
class ReviewStore {
 public:
  using Encode = absl::FunctionRef<std::string(const Review&)>;

  virtual ~ReviewStore() = default;

  // Stores `review`, withdrawing what the same reviewer said of the finding before, and the reply
  // that `encode` makes of it, which a repetition of the call gets again. Errors:
  // REQUEST_ID_REUSED.
  virtual absl::StatusOr<std::string> Create(const sql::RequestKey& key, const Review& review,
                                             Encode encode) = 0;

  // The same for withdrawing. Errors: REVIEW_NOT_FOUND, REQUEST_ID_REUSED.
  virtual absl::StatusOr<std::string> Withdraw(const sql::RequestKey& key, const ReviewName& name,
                                               absl::Time now, Encode encode) = 0;

  // In the order written; those of one instant by id.
  virtual absl::StatusOr<std::vector<Review>> List(const ReviewQuery& query) = 0;

  // The verdicts that count, by finding, of a programme.
  virtual absl::StatusOr<std::vector<Coded>> Coding(const std::string& programme) = 0;
};

}  // namespace pcsp::diagnosis

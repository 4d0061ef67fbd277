// Replies about waves whose answers are final, kept because they cannot change any more.
#pragma once

#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "absl/container/flat_hash_map.h"
#include "absl/functional/function_ref.h"
#include "absl/status/statusor.h"
#include "common/storage/cache/read_through.h"
#include "google/protobuf/message_lite.h"
#include "pcsp/assessments/v1/assessment_service.pb.h"
#include "services/assessments/domain/names.h"
#include "services/assessments/domain/wave.h"
#include "services/assessments/rpc/results/wave_results.h"
#include "services/assessments/store/store.h"

namespace pcsp::assessments {

// A request about the results of a wave.
struct Asked {
  std::string method;
  std::optional<WaveName> wave;  // nothing: the request names none
  std::string request;           // its bytes
};
Asked AskedBy(const v1::GetSiteResultsRequest& request);
Asked AskedBy(const v1::ListSiteResultsRequest& request);
Asked AskedBy(const v1::ListEvidenceRequest& request);
Asked AskedBy(const v1::GetGroupResultsRequest& request);

// The same bytes for the same message, whatever the order in its maps.
std::string BytesOf(const google::protobuf::MessageLite& message);

// Thread-safe. What is kept has passed disclosure control: the counts before it stay in the process
// that made them.
class FinalReplies {
 public:
  // What is pointed to must outlive this; `cache` may be null. `signer` stands for the key that
  // page tokens are signed with, since replies hold such tokens; `origin` is the database's
  // (sql::OriginOf).
  FinalReplies(Store* store, WaveResultsCache* results, ReadThrough* cache, std::string signer,
               const std::string& origin);

  // The reply if it is in memory, and the wave known to be final. Never blocks.
  std::optional<std::string> AtHand(const Asked& asked);
  // The reply that `body` makes, or has made. `asked.wave` is there. WAVE_NOT_FOUND,
  // WAVE_NOT_CLOSED, those of WaveResultsCache::Get() and of `body`.
  using Body = absl::FunctionRef<absl::StatusOr<std::string>(const WaveResults&)>;
  absl::StatusOr<std::string> Get(const Asked& asked, Body body);

 private:
  std::shared_ptr<const Wave> Known(const WaveName& name);  // null if it is not
  absl::StatusOr<std::shared_ptr<const Wave>> Final(const WaveName& name);
  ReadThrough::Question QuestionOf(const Wave& wave, const Asked& asked) const;
  ReadThrough::Kind* KindOf(const Asked& asked) const { return kinds_.at(asked.method); }

  Store* const store_;
  WaveResultsCache* const results_;
  const std::string signer_;
  absl::flat_hash_map<std::string, ReadThrough::Kind*> kinds_;  // by method; empty: no cache
  std::mutex mutex_;                                            // guards what follows
  absl::flat_hash_map<std::string, std::shared_ptr<const Wave>> final_;
};

}  // namespace pcsp::assessments

// What diagnosis remembers of knowledge bases: each version once, and which is in force.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"

namespace pcsp::diagnosis {

struct StoredKnowledgeBase {
  std::string name;  // "{id}@{version}"
  std::string hash;
  std::string author;
  std::string file_name;    // for messages; its ending says YAML or JSON
  std::string content;      // the file as it was published
  absl::Time publish_time;  // whole microseconds

  bool operator==(const StoredKnowledgeBase&) const = default;
};

struct KnowledgeBaseInForce {
  int64_t revision = 0;  // 0: none was ever published
  std::string name;

  bool operator==(const KnowledgeBaseInForce&) const = default;
};

// A call that may be repeated: its request id, empty for one that has none, and a hash of the rest
// of the request.
struct RequestMark {
  std::string id;
  std::string payload_hash;
};

// Thread-safe. Besides the errors named here, each member gives those of common/storage.
class KnowledgeBaseStore {
 public:
  virtual ~KnowledgeBaseStore() = default;

  // Stores the version unless it is there, and puts it in force unless it is: all or nothing.
  // `reply` is what a repetition of the call gets again. Errors: KNOWLEDGE_BASE_EXISTS with another
  // content, REQUEST_ID_REUSED.
  virtual absl::StatusOr<std::string> Publish(const StoredKnowledgeBase& knowledge_base,
                                              absl::Time now, const RequestMark& request,
                                              const std::string& reply) = 0;

  virtual absl::StatusOr<KnowledgeBaseInForce> InForce() = 0;

  // All versions, those published last first.
  virtual absl::StatusOr<std::vector<StoredKnowledgeBase>> Versions() = 0;
};

}  // namespace pcsp::diagnosis

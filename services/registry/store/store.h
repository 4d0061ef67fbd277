// Where the registry keeps what it knows.
#pragma once

#include <memory>
#include <string>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "common/storage/request_log.h"
#include "services/registry/domain/find/snapshot.h"
#include "services/registry/store/reader.h"
#include "services/registry/store/writer.h"

namespace pcsp::registry {

// A call that changes something.
struct Change {
  sql::RequestKey key;
  absl::Time now;
  bool validate_only = false;  // everything is checked and nothing kept, the reply included
};

// Thread-safe. A body may run more than once, and has no effect but on its reader or writer.
class Store {
 public:
  virtual ~Store() = default;

  virtual absl::Status Read(absl::FunctionRef<absl::Status(Reader&)> body) = 0;

  // The programme's organisations and relationships as they are now. PROGRAMME_NOT_FOUND.
  virtual absl::StatusOr<std::shared_ptr<const Snapshot>> SnapshotOf(
      absl::string_view programme) = 0;

  // Runs `body` in a transaction, stores its reply under the key, appends a line to the audit and
  // returns the reply; or returns the reply stored before under the same key. REQUEST_ID_REUSED if
  // that was for another payload, REPLY_ERASED if it told of somebody who has been erased since.
  virtual absl::StatusOr<std::string> Write(
      const Change& change, absl::FunctionRef<absl::StatusOr<std::string>(Writer&)> body) = 0;

  // As sql::Database::Scrub(); to be called when something has been erased for good.
  virtual absl::Status Scrub() = 0;

  // OK while the store answers.
  virtual absl::Status Ping() = 0;
};

}  // namespace pcsp::registry

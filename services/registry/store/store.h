// Where the registry keeps what it knows.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

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

// A question that is asked again and again: everything that its answer depends on beside what
// Writer::Touch() moves the revision of.
struct Question {
  std::string method;  // "ListSites"
  std::string programme;
  std::vector<std::string> arguments;  // all of them; a day for what stands for one
  // How long ago the answer may have ceased to be right, 2 s at most; for more, or less than
  // nothing, there is no answer but that of the one who makes it.
  absl::Duration max_staleness;
};

// An answer, and the content revision of its programme that it is right for.
struct Answer {
  int64_t revision = 0;
  std::string bytes;
};

// Thread-safe. A body may run more than once, and has no effect but on its reader or writer.
class Store {
 public:
  virtual ~Store() = default;

  virtual absl::Status Read(absl::FunctionRef<absl::Status(Reader&)> body) = 0;

  // The programme's organisations and relationships as they are now. PROGRAMME_NOT_FOUND.
  virtual absl::StatusOr<std::shared_ptr<const Snapshot>> SnapshotOf(
      absl::string_view programme) = 0;
  // The bytes of what `make` gives, or gave before at the present revision of the programme.
  // Errors: those of `make`.
  using Make = absl::FunctionRef<absl::StatusOr<Answer>()>;
  virtual absl::StatusOr<std::string> Kept(const Question&, Make make) {
    absl::StatusOr<Answer> answer = make();
    if (!answer.ok()) return answer.status();
    return std::move(answer->bytes);
  }
  // The same if they are in memory and known to be right still. Never blocks.
  virtual std::optional<std::string> AtHand(const Question&) { return std::nullopt; }

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

// Where a service keeps its chains, as those see it who only read them.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "common/base/audit/entry.h"

namespace pcsp::audit {

// The last line of a chain; 0 and "" of a programme without one.
struct ChainEnd {
  int64_t sequence = 0;
  std::string hash;

  bool operator==(const ChainEnd&) const = default;
};

// Thread-safe. Errors: those of the database.
class AuditLog {
 public:
  virtual ~AuditLog() = default;

  // Lines of a programme after `sequence`, in their order, as they lie in the store.
  virtual absl::StatusOr<std::vector<Entry>> List(absl::string_view programme, int64_t sequence,
                                                  int limit) const = 0;
  // What the store says that the last line is, which is not read from the lines.
  virtual absl::StatusOr<ChainEnd> End(absl::string_view programme) const = 0;
};

}  // namespace pcsp::audit

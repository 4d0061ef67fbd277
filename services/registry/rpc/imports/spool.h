// An upload while it comes: a small one in memory, a large one in a file that nobody else sees.
#pragma once

#include <cstdint>
#include <string>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "services/registry/rpc/imports/unnamed_file.h"

namespace pcsp::registry {

// Not thread-safe.
class Spool {
 public:
  // Up to `most_in_memory` bytes are kept in memory. `room` must outlive this.
  explicit Spool(SpoolRoom* room, size_t most_in_memory = 8 << 20)
      : room_(room), most_in_memory_(most_in_memory) {}
  ~Spool();
  Spool(const Spool&) = delete;
  Spool& operator=(const Spool&) = delete;

  // IMPORT_NOT_KEPT if the file cannot be made or is out of room.
  absl::Status Append(absl::string_view bytes);
  // Everything from the beginning, in pieces; an error of `take` ends it.
  absl::Status Read(absl::FunctionRef<absl::Status(absl::string_view)> take) const;
  int64_t size() const { return size_; }
  SpoolRoom* room() const { return room_; }

 private:
  absl::Status WriteOut(absl::string_view bytes);

  SpoolRoom* const room_;
  const size_t most_in_memory_;
  std::string memory_;
  int file_ = -1;
  int64_t in_file_ = 0;
  int64_t size_ = 0;
};

}  // namespace pcsp::registry

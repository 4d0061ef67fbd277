// The lines of a large file's keys, in a file of their own.
#pragma once

#include <cstdint>

#include "absl/status/status.h"
#include "services/registry/domain/imports/key_lines.h"
#include "services/registry/rpc/imports/unnamed_file.h"

namespace pcsp::registry {

// A hash table on disk, open addressing with linear probing. Not thread-safe. What fails once fails
// from then on: no key is found any more, and status() says so.
class KeyFile final : public KeyLines {
 public:
  // For at most `most_keys`. `room` and `status` must outlive this; `status` becomes
  // IMPORT_NOT_KEPT when something fails.
  KeyFile(int64_t most_keys, SpoolRoom* room, absl::Status* status);
  ~KeyFile() override;
  KeyFile(const KeyFile&) = delete;
  KeyFile& operator=(const KeyFile&) = delete;

  int Find(uint64_t key) override;
  void Add(uint64_t key, int line) override;

 private:
  struct Slot {
    uint64_t key = 0;
    int64_t line = 0;  // 0: empty
  };

  // The key's slot, or the empty one where it belongs; false if the file cannot be read.
  bool Seek(uint64_t key, uint64_t& place, Slot& slot);
  void Fail();

  SpoolRoom* const room_;
  absl::Status* const status_;
  const uint64_t slots_;  // a power of two, at least twice the keys
  int file_ = -1;
  int64_t taken_ = 0;
  uint64_t keys_ = 0;
};

}  // namespace pcsp::registry

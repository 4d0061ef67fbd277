// Where the lines of many keys are kept so that they take no memory.
#pragma once

#include <cstdint>

namespace pcsp::registry {

// A table from keys, as 64 bits that any two of them hardly share, to lines from 1 on.
class KeyLines {
 public:
  virtual ~KeyLines() = default;

  // 0 if the key is not there.
  virtual int Find(uint64_t key) = 0;
  // Keeps `line` for a key that is not there yet.
  virtual void Add(uint64_t key, int line) = 0;
};

}  // namespace pcsp::registry

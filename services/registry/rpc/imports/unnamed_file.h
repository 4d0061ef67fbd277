// A file that nobody else sees, and how much all of them may hold.
#pragma once

#include <atomic>
#include <cstdint>

namespace pcsp::registry {

// How many bytes all such files together may hold. Thread-safe.
class SpoolRoom {
 public:
  explicit SpoolRoom(int64_t bytes = int64_t{1} << 30) : left_(bytes) {}

  // False, and nothing taken, if there is not so much room.
  bool Take(int64_t bytes);
  void GiveBack(int64_t bytes) { left_ += bytes; }

 private:
  std::atomic<int64_t> left_;
};

// Opens one in TMPDIR, or /tmp, for reading and writing: it goes with its descriptor. -1 if it
// cannot be made.
int OpenUnnamedFile();

}  // namespace pcsp::registry

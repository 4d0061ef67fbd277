#include "services/registry/rpc/imports/key_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <bit>

#include "services/registry/domain/errors.h"

namespace pcsp::registry {

KeyFile::KeyFile(int64_t most_keys, SpoolRoom* room, absl::Status* status)
    : room_(room), status_(status), slots_(std::bit_ceil(static_cast<uint64_t>(2 * most_keys))) {
  const auto bytes = static_cast<int64_t>(slots_ * sizeof(Slot));
  if (room_->Take(bytes)) {
    taken_ = bytes;
    file_ = OpenUnnamedFile();
  }
  // All of it now, so that no later write can find the disk full.
  if (file_ < 0 || posix_fallocate(file_, 0, bytes) != 0) Fail();
}

KeyFile::~KeyFile() {
  if (file_ >= 0) close(file_);
  room_->GiveBack(taken_);
}

void KeyFile::Fail() {
  if (status_->ok()) *status_ = ImportNotKept();
}

bool KeyFile::Seek(uint64_t key, uint64_t& place, Slot& slot) {
  if (!status_->ok()) return false;
  for (place = key & (slots_ - 1);; place = (place + 1) & (slots_ - 1)) {
    const auto at = static_cast<off_t>(place * sizeof(Slot));
    if (pread(file_, &slot, sizeof(slot), at) != sizeof(slot)) return Fail(), false;
    if (slot.line == 0 || slot.key == key) return true;
  }
}

int KeyFile::Find(uint64_t key) {
  uint64_t place = 0;
  Slot slot;
  return Seek(key, place, slot) ? static_cast<int>(slot.line) : 0;
}

void KeyFile::Add(uint64_t key, int line) {
  uint64_t place = 0;
  Slot slot;
  if (!Seek(key, place, slot) || slot.line != 0) return;
  slot = {key, line};
  const auto at = static_cast<off_t>(place * sizeof(Slot));
  // One slot stays empty, where the search for a key that is not there ends.
  if (++keys_ >= slots_) return Fail();
  if (pwrite(file_, &slot, sizeof(slot), at) != sizeof(slot)) Fail();
}

}  // namespace pcsp::registry

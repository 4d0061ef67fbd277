// Writes a serialised message from its end to its beginning.
#pragma once

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <memory>

#include "absl/base/casts.h"
#include "absl/strings/string_view.h"

namespace pcsp::diagnosis {

// What is written first stands last, so the fields of a message and the elements of a list are
// written in reverse. Values that proto3 leaves out (0, false, empty) are left out by the methods
// that do not say otherwise.
class BackwardsWriter {
 public:
  explicit BackwardsWriter(size_t capacity = size_t{32} << 10)
      : capacity_(capacity), bytes_(new char[capacity]), at_(capacity) {}

  absl::string_view bytes() const { return {bytes_.get() + at_, size()}; }

  void Raw(absl::string_view bytes) { std::memcpy(Room(bytes.size()), bytes.data(), bytes.size()); }
  // Whole numbers of every kind, enums, bool.
  void Number(int field, int64_t value) {
    if (value == 0) return;
    Varint(static_cast<uint64_t>(value));
    Tag(field, 0);
  }
  void Double(int field, double value) {
    if (absl::bit_cast<uint64_t>(value) != 0) PresentDouble(field, value);
  }
  // Also 0: of an optional field, or of one that is an element.
  void PresentDouble(int field, double value) {
    std::memcpy(Room(sizeof(value)), &value, sizeof(value));  // little-endian, as on the wire
    Tag(field, 1);
  }
  void String(int field, absl::string_view value) {
    if (!value.empty()) PresentString(field, value);
  }
  // Also an empty one: an element of a list.
  void PresentString(int field, absl::string_view value) {
    Raw(value);
    Varint(value.size());
    Tag(field, 2);
  }
  // `write()` writes the fields of the nested message.
  template <typename Write>
  void Message(int field, Write write) {
    const size_t behind = size();
    write();
    Varint(size() - behind);
    Tag(field, 2);
  }

 private:
  size_t size() const { return capacity_ - at_; }

  char* Room(size_t size) {
    if (size > at_) Grow(size);
    return bytes_.get() + (at_ -= size);
  }

  void Grow(size_t size) {
    const size_t capacity = 2 * capacity_ + size;
    std::unique_ptr<char[]> larger(new char[capacity]);
    std::memcpy(larger.get() + (capacity - this->size()), bytes_.get() + at_, this->size());
    at_ += capacity - capacity_;
    bytes_ = std::move(larger);
    capacity_ = capacity;
  }

  void Tag(int field, unsigned wire_type) { Varint(static_cast<unsigned>(field) << 3 | wire_type); }

  void Varint(uint64_t value) {
    if (value < 0x80) {
      *Room(1) = static_cast<char>(value);
      return;
    }
    char varint[10];
    size_t size = 0;
    for (; value >= 0x80; value >>= 7) varint[size++] = static_cast<char>(value | 0x80);
    varint[size++] = static_cast<char>(value);
    Raw({varint, size});
  }

  size_t capacity_;
  std::unique_ptr<char[]> bytes_;
  size_t at_;  // of the first byte that is written
};

}  // namespace pcsp::diagnosis

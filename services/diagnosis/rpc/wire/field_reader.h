// The fields of one serialised message, in the order in which they come.
#pragma once

#include <cstdint>

#include "absl/strings/string_view.h"

namespace pcsp::diagnosis {

// Knows numbers and what has a length; ends at anything else, and at what is cut off.
//   FieldReader field(bytes);
//   while (field.Next()) ...
//   if (!field.ok()) ...
// The bytes must outlive it.
class FieldReader {
 public:
  explicit FieldReader(absl::string_view bytes)
      : begin_(bytes.data()), at_(begin_), end_(begin_ + bytes.size()) {}

  // Goes on to the next field. False at the end of the message, or where it cannot be read.
  bool Next() {
    start_ = at_;
    uint64_t tag;
    if (at_ == end_ || !ok_) return false;
    ok_ = Varint(&tag, kShort) && tag >> 3 != 0 && tag <= UINT32_MAX && Value(tag & 7);
    number_ = static_cast<int>(tag >> 3);
    return ok_;
  }
  // Whether all that was read so far could be.
  bool ok() const { return ok_; }

  // Whether it is the field of this number, a number or what has a length.
  bool IsNumber(int number) const { return number == number_ && !has_length_; }
  bool IsBytes(int number) const { return number == number_ && has_length_; }
  uint64_t value() const { return value_; }
  absl::string_view bytes() const { return bytes_; }

  // Where the field begins and ends in the message.
  size_t begin() const { return start_ - begin_; }
  size_t end() const { return at_ - begin_; }

 private:
  // Bits that a varint's bytes may hold: of tags and lengths, of values.
  static constexpr int kShort = 35, kLong = 70;

  bool Varint(uint64_t* value, int bits) {
    *value = 0;
    for (int shift = 0; shift < bits && at_ < end_; shift += 7) {
      const auto byte = static_cast<uint8_t>(*at_++);
      *value |= uint64_t{byte & 0x7fu} << shift;
      if (byte < 0x80) return true;
    }
    return false;
  }

  bool Value(uint64_t wire_type) {
    has_length_ = wire_type == 2;
    if (!has_length_) return wire_type == 0 && Varint(&value_, kLong);
    if (!Varint(&value_, kShort)) return false;
    if (value_ > static_cast<uint64_t>(end_ - at_)) return false;
    bytes_ = {at_, static_cast<size_t>(value_)};
    at_ += value_;
    return true;
  }

  const char* const begin_;
  const char* at_;
  const char* const end_;
  const char* start_ = nullptr;
  bool ok_ = true;
  bool has_length_ = false;
  int number_ = 0;
  uint64_t value_ = 0;
  absl::string_view bytes_;
};

}  // namespace pcsp::diagnosis

#include "common/base/tlv.h"

#include <cstdint>

namespace pcsp {
namespace {

constexpr size_t kLengthBytes = 4;

}  // namespace

std::string EncodeFields(const std::vector<std::string>& fields) {
  std::string bytes;
  for (const std::string& field : fields) {
    const auto size = static_cast<uint32_t>(field.size());
    for (size_t i = 0; i < kLengthBytes; ++i) bytes += static_cast<char>(size >> (8 * i));
    bytes += field;
  }
  return bytes;
}

std::optional<std::vector<std::string>> DecodeFields(absl::string_view bytes) {
  std::vector<std::string> fields;
  while (!bytes.empty()) {
    if (bytes.size() < kLengthBytes) return std::nullopt;
    uint32_t size = 0;
    for (size_t i = 0; i < kLengthBytes; ++i) {
      size |= static_cast<uint32_t>(static_cast<unsigned char>(bytes[i])) << (8 * i);
    }
    bytes.remove_prefix(kLengthBytes);
    if (bytes.size() < size) return std::nullopt;
    fields.emplace_back(bytes.substr(0, size));
    bytes.remove_prefix(size);
  }
  return fields;
}

}  // namespace pcsp

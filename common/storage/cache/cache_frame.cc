#include "common/storage/cache/cache_frame.h"

#include <xxhash.h>

#include <cstdint>

#include "absl/strings/match.h"

namespace pcsp {
namespace {

constexpr absl::string_view kMagic = "pcsp1";  // with the version of the format

std::string Fixed64(uint64_t number) {
  std::string bytes;
  for (int i = 0; i < 8; ++i) bytes += static_cast<char>(number >> (8 * i));
  return bytes;
}

std::string Checksum(absl::string_view key, absl::string_view value) {
  return Fixed64(
      XXH3_64bits_withSeed(value.data(), value.size(), XXH3_64bits(key.data(), key.size())));
}

}  // namespace

std::string FrameValue(absl::string_view key, absl::string_view value) {
  std::string frame(kMagic);
  frame += Fixed64(value.size());
  frame += Checksum(key, value);
  frame.append(value.data(), value.size());
  return frame;
}

std::optional<std::string> UnframeValue(absl::string_view key, absl::string_view frame) {
  constexpr size_t kHeader = kMagic.size() + 16;
  if (frame.size() < kHeader || !absl::StartsWith(frame, kMagic)) return std::nullopt;
  const absl::string_view length = frame.substr(kMagic.size(), 8);
  const absl::string_view checksum = frame.substr(kMagic.size() + 8, 8);
  const absl::string_view value = frame.substr(kHeader);
  if (length != Fixed64(value.size()) || checksum != Checksum(key, value)) return std::nullopt;
  return std::string(value);
}

}  // namespace pcsp

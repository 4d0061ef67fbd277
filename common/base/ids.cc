#include "common/base/ids.h"

#include <openssl/rand.h>
#include <openssl/sha.h>

#include <array>
#include <cstdlib>
#include <cstring>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"

namespace pcsp {
namespace {

// Without randomness nothing that the product promises about anonymity holds, so the program ends.
template <size_t N>
std::array<unsigned char, N> RandomBytes() {
  std::array<unsigned char, N> bytes;
  if (RAND_bytes(bytes.data(), N) != 1) std::abort();
  return bytes;
}

std::string Hex(const unsigned char* bytes, size_t size) {
  return absl::BytesToHexString(absl::string_view(reinterpret_cast<const char*>(bytes), size));
}

std::string FormatUuid(std::array<unsigned char, 16> bytes, unsigned char version) {
  bytes[6] = static_cast<unsigned char>((bytes[6] & 0x0F) | (version << 4));
  bytes[8] = (bytes[8] & 0x3F) | 0x80;
  const std::string hex = Hex(bytes.data(), bytes.size());
  return absl::StrCat(hex.substr(0, 8), "-", hex.substr(8, 4), "-", hex.substr(12, 4), "-",
                      hex.substr(16, 4), "-", hex.substr(20));
}

std::array<unsigned char, SHA256_DIGEST_LENGTH> Sha256(absl::string_view bytes) {
  std::array<unsigned char, SHA256_DIGEST_LENGTH> digest;
  SHA256(reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(), digest.data());
  return digest;
}

}  // namespace

std::string NewUuid(absl::Time now) {
  auto bytes = RandomBytes<16>();
  const uint64_t millis = static_cast<uint64_t>(absl::ToUnixMillis(now));
  for (int i = 0; i < 6; ++i) bytes[i] = static_cast<unsigned char>(millis >> (40 - 8 * i));
  return FormatUuid(bytes, 7);
}

std::string NamedUuid(absl::string_view name) {
  const auto digest = Sha256(name);
  std::array<unsigned char, 16> bytes;
  std::memcpy(bytes.data(), digest.data(), bytes.size());
  return FormatUuid(bytes, 8);
}

uint64_t RandomBits() {
  const auto bytes = RandomBytes<8>();
  uint64_t bits;
  std::memcpy(&bits, bytes.data(), sizeof(bits));
  return bits;
}

bool IsResourceId(absl::string_view id) {
  if (id.empty() || id.size() > 63 || id.front() == '-' || id.back() == '-') return false;
  for (char c : id) {
    if (!absl::ascii_islower(c) && !absl::ascii_isdigit(c) && c != '-') return false;
  }
  return true;
}

bool IsUuid(absl::string_view id) {
  if (id.size() != 36) return false;
  for (size_t i = 0; i < id.size(); ++i) {
    const bool hyphen = i == 8 || i == 13 || i == 18 || i == 23;
    if (hyphen ? id[i] != '-' : !absl::ascii_isxdigit(id[i])) return false;
  }
  return true;
}

std::string Sha256Hex(absl::string_view bytes) {
  const auto digest = Sha256(bytes);
  return Hex(digest.data(), digest.size());
}

}  // namespace pcsp

#include "services/assessments/domain/invitations/token.h"

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "common/base/ids.h"

namespace pcsp::assessments {
namespace {

constexpr size_t kSelectorDigits = 16;

}  // namespace

std::string TokenOf(const std::array<uint64_t, 4>& chance) {
  std::string bytes;
  for (const uint64_t part : chance) {
    for (int shift = 56; shift >= 0; shift -= 8) bytes += static_cast<char>(part >> shift);
  }
  return absl::StrCat("i", absl::WebSafeBase64Escape(bytes));
}

TokenHash HashOfToken(absl::string_view token) {
  const std::string digits = Sha256Hex(token);
  return {digits.substr(0, kSelectorDigits), digits.substr(kSelectorDigits)};
}

bool SameInConstantTime(absl::string_view a, absl::string_view b) {
  if (a.size() != b.size()) return false;
  // Volatile, so that no compiler stops at the first difference.
  volatile unsigned char different = 0;
  for (size_t i = 0; i < a.size(); ++i) {
    different = different | static_cast<unsigned char>(a[i] ^ b[i]);
  }
  return different == 0;
}

}  // namespace pcsp::assessments

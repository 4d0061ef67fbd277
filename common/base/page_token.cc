#include "common/base/page_token.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <optional>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "common/base/error.h"
#include "common/base/tlv.h"

namespace pcsp {
namespace {

// 128 bits of the MAC: forging one takes 2^127 calls, and the token stays short.
constexpr size_t kMacBytes = 16;

absl::Status BadToken(absl::string_view token) {
  return InvalidField("page_token", token,
                      "the next_page_token of the same list with the same arguments, or none");
}

}  // namespace

std::string PageTokens::Sign(absl::string_view cursor,
                             const std::vector<std::string>& arguments) const {
  const std::string signed_bytes = EncodeFields({EncodeFields(arguments), std::string(cursor)});
  unsigned char mac[EVP_MAX_MD_SIZE];
  unsigned int size = 0;
  HMAC(EVP_sha256(), key_.data(), static_cast<int>(key_.size()),
       reinterpret_cast<const unsigned char*>(signed_bytes.data()), signed_bytes.size(), mac,
       &size);
  return std::string(reinterpret_cast<const char*>(mac), kMacBytes);
}

std::string PageTokens::Encode(const std::vector<std::string>& cursor,
                               const std::vector<std::string>& arguments) const {
  const std::string bytes = EncodeFields(cursor);
  return absl::WebSafeBase64Escape(absl::StrCat(Sign(bytes, arguments), bytes));
}

absl::StatusOr<std::vector<std::string>> PageTokens::Decode(
    absl::string_view token, const std::vector<std::string>& arguments) const {
  if (token.empty()) return std::vector<std::string>();
  std::string bytes;
  if (!absl::WebSafeBase64Unescape(token, &bytes) || bytes.size() < kMacBytes) {
    return BadToken(token);
  }
  const std::string cursor = bytes.substr(kMacBytes);
  const std::string mac = Sign(cursor, arguments);
  if (CRYPTO_memcmp(mac.data(), bytes.data(), kMacBytes) != 0) return BadToken(token);
  std::optional<std::vector<std::string>> fields = DecodeFields(cursor);
  if (!fields) return BadToken(token);
  return *std::move(fields);
}

}  // namespace pcsp

#include "common/base/audit/signing_key.h"

#include <openssl/evp.h>
#include <openssl/pem.h>

#include <cstdlib>

#include "absl/strings/escaping.h"
#include "common/base/error.h"

namespace pcsp::audit {
namespace {

constexpr size_t kKeyBytes = 32;
constexpr size_t kSignatureBytes = 64;

using Memory = std::unique_ptr<BIO, void (*)(BIO*)>;
using Digest = std::unique_ptr<EVP_MD_CTX, void (*)(EVP_MD_CTX*)>;

const unsigned char* Bytes(absl::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

Digest NewDigest() { return {EVP_MD_CTX_new(), EVP_MD_CTX_free}; }

// "" unless `hex` is that many bytes in hexadecimal.
std::string FromHex(absl::string_view hex, size_t bytes) {
  const bool digits = hex.find_first_not_of("0123456789abcdefABCDEF") == absl::string_view::npos;
  return digits && hex.size() == 2 * bytes ? absl::HexStringToBytes(hex) : "";
}

}  // namespace

absl::StatusOr<std::shared_ptr<const SigningKey>> SigningKey::FromPem(absl::string_view pem) {
  const Memory memory(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())), BIO_free_all);
  // An empty password, so that a locked key is refused and never asked about.
  char password[] = "";
  Key key(PEM_read_bio_PrivateKey(memory.get(), nullptr, nullptr, password), EVP_PKEY_free);
  std::string raw(kKeyBytes, '\0');
  size_t size = raw.size();
  if (key == nullptr || EVP_PKEY_get_id(key.get()) != EVP_PKEY_ED25519 ||
      EVP_PKEY_get_raw_public_key(key.get(), reinterpret_cast<unsigned char*>(raw.data()), &size) !=
          1) {
    return MakeError(absl::StatusCode::kInvalidArgument,
                     "The audit key is no private Ed25519 key in PEM without a password; make one "
                     "with: openssl genpkey -algorithm ed25519",
                     {.reason = "INVALID_SIGNING_KEY"});
  }
  return std::shared_ptr<const SigningKey>(
      new SigningKey(std::move(key), absl::BytesToHexString(raw)));
}

// Only a machine without randomness fails here, and on such a one nothing can be promised.
std::string SigningKey::NewPem() {
  const Key key(EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519"), EVP_PKEY_free);
  const Memory memory(BIO_new(BIO_s_mem()), BIO_free_all);
  if (key == nullptr || PEM_write_bio_PrivateKey(memory.get(), key.get(), nullptr, nullptr, 0,
                                                 nullptr, nullptr) != 1) {
    std::abort();
  }
  char* text = nullptr;
  const long size = BIO_get_mem_data(memory.get(), &text);
  return std::string(text, static_cast<size_t>(size));
}

std::string SigningKey::Sign(absl::string_view bytes) const {
  const Digest digest = NewDigest();
  std::string signature(kSignatureBytes, '\0');
  size_t size = signature.size();
  if (EVP_DigestSignInit(digest.get(), nullptr, nullptr, nullptr, key_.get()) != 1 ||
      EVP_DigestSign(digest.get(), reinterpret_cast<unsigned char*>(signature.data()), &size,
                     Bytes(bytes), bytes.size()) != 1) {
    std::abort();
  }
  return absl::BytesToHexString(signature);
}

bool IsSignedBy(absl::string_view public_key, absl::string_view bytes,
                absl::string_view signature) {
  const std::string raw_key = FromHex(public_key, kKeyBytes);
  const std::string raw_signature = FromHex(signature, kSignatureBytes);
  if (raw_key.empty() || raw_signature.empty()) return false;
  const std::unique_ptr<EVP_PKEY, void (*)(EVP_PKEY*)> key(
      EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, Bytes(raw_key), raw_key.size()),
      EVP_PKEY_free);
  const Digest digest = NewDigest();
  return key != nullptr &&
         EVP_DigestVerifyInit(digest.get(), nullptr, nullptr, nullptr, key.get()) == 1 &&
         EVP_DigestVerify(digest.get(), Bytes(raw_signature), raw_signature.size(), Bytes(bytes),
                          bytes.size()) == 1;
}

}  // namespace pcsp::audit

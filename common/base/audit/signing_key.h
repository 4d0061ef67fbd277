// The key that signs heads: Ed25519, by OpenSSL.
#pragma once

#include <openssl/types.h>

#include <memory>
#include <string>
#include <utility>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace pcsp::audit {

// Thread-safe.
class SigningKey {
 public:
  // From a private key as PEM, such as `openssl genpkey -algorithm ed25519` makes.
  // INVALID_ARGUMENT, INVALID_SIGNING_KEY for anything else; the message repeats nothing of it.
  static absl::StatusOr<std::shared_ptr<const SigningKey>> FromPem(absl::string_view pem);
  // A new private key as PEM.
  static std::string NewPem();

  // 32 bytes as 64 hexadecimal digits.
  const std::string& public_key() const { return public_key_; }
  // 64 bytes as 128 hexadecimal digits.
  std::string Sign(absl::string_view bytes) const;

 private:
  using Key = std::unique_ptr<EVP_PKEY, void (*)(EVP_PKEY*)>;
  SigningKey(Key key, std::string public_key)
      : key_(std::move(key)), public_key_(std::move(public_key)) {}

  const Key key_;
  const std::string public_key_;
};

// True if the holder of `public_key` signed `bytes`. False also for what is no key or signature.
bool IsSignedBy(absl::string_view public_key, absl::string_view bytes, absl::string_view signature);

}  // namespace pcsp::audit

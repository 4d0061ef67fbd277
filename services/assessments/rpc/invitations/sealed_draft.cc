#include "services/assessments/rpc/invitations/sealed_draft.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>

#include <array>
#include <cstdlib>
#include <memory>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"

namespace pcsp::assessments {
namespace {

constexpr size_t kNonce = 12, kTag = 16;
constexpr absl::string_view kPurpose = "pcsp draft of answers";

using Key = std::array<unsigned char, 32>;
using Context = std::unique_ptr<EVP_CIPHER_CTX, decltype(&EVP_CIPHER_CTX_free)>;

const unsigned char* Bytes(absl::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}
unsigned char* Bytes(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }

// The library fails at this only where memory is exhausted.
void Must(bool done) {
  if (!done) std::abort();
}

Key KeyOf(absl::string_view token) {
  Key key;
  unsigned int size = 0;
  Must(HMAC(EVP_sha256(), token.data(), static_cast<int>(token.size()), Bytes(kPurpose),
            kPurpose.size(), key.data(), &size) != nullptr);
  return key;
}

// A cipher that has been given its key, its nonce and what it is bound to.
template <typename Init, typename Update>
Context Begun(Init init, Update update, absl::string_view token, absl::string_view wave,
              absl::string_view nonce) {
  Context context(EVP_CIPHER_CTX_new(), EVP_CIPHER_CTX_free);
  const Key key = KeyOf(token);
  int size = 0;
  Must(context != nullptr &&
       init(context.get(), EVP_aes_256_gcm(), nullptr, key.data(), Bytes(nonce)) == 1);
  Must(update(context.get(), nullptr, &size, Bytes(wave), static_cast<int>(wave.size())) == 1);
  return context;
}

}  // namespace

std::string SealDraft(absl::string_view token, absl::string_view wave, absl::string_view answers) {
  std::string nonce(kNonce, '\0'), text(answers.size(), '\0'), tag(kTag, '\0');
  Must(RAND_bytes(Bytes(nonce), kNonce) == 1);
  const Context context = Begun(EVP_EncryptInit_ex, EVP_EncryptUpdate, token, wave, nonce);
  int size = 0;
  Must(EVP_EncryptUpdate(context.get(), Bytes(text), &size, Bytes(answers),
                         static_cast<int>(answers.size())) == 1);
  Must(EVP_EncryptFinal_ex(context.get(), Bytes(text) + size, &size) == 1);
  Must(EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_GCM_GET_TAG, kTag, Bytes(tag)) == 1);
  return absl::WebSafeBase64Escape(absl::StrCat(nonce, text, tag));
}

std::optional<std::string> OpenDraft(absl::string_view token, absl::string_view wave,
                                     absl::string_view sealed) {
  std::string bytes;
  if (!absl::WebSafeBase64Unescape(sealed, &bytes) || bytes.size() < kNonce + kTag) {
    return std::nullopt;
  }
  const absl::string_view all(bytes);
  const absl::string_view nonce = all.substr(0, kNonce);
  const absl::string_view given = all.substr(kNonce, all.size() - kNonce - kTag);
  std::string text(given.size(), '\0'), tag(all.substr(all.size() - kTag));
  const Context context = Begun(EVP_DecryptInit_ex, EVP_DecryptUpdate, token, wave, nonce);
  int size = 0;
  Must(EVP_DecryptUpdate(context.get(), Bytes(text), &size, Bytes(given),
                         static_cast<int>(given.size())) == 1);
  Must(EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_GCM_SET_TAG, kTag, Bytes(tag)) == 1);
  if (EVP_DecryptFinal_ex(context.get(), Bytes(text) + size, &size) != 1) return std::nullopt;
  return text;
}

}  // namespace pcsp::assessments

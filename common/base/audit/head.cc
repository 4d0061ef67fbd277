#include "common/base/audit/head.h"

#include "absl/strings/str_cat.h"
#include "common/base/tlv.h"

namespace pcsp::audit {
namespace {

std::string SignedBytes(const Head& head) {
  return EncodeFields({"pcsp audit head 1", head.chain, absl::StrCat(head.sequence), head.hash,
                       absl::StrCat(absl::ToUnixMicros(head.export_time)), head.public_key});
}

}  // namespace

Head Signed(Head head, const SigningKey& key) {
  head.public_key = key.public_key();
  head.signature = key.Sign(SignedBytes(head));
  return head;
}

bool HasValidSignature(const Head& head) {
  return IsSignedBy(head.public_key, SignedBytes(head), head.signature);
}

}  // namespace pcsp::audit

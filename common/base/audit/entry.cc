#include "common/base/audit/entry.h"

#include "absl/strings/str_cat.h"
#include "common/base/ids.h"
#include "common/base/tlv.h"

namespace pcsp::audit {
namespace {

// Changes with the fields, so that a line of one format can never pass for one of another.
constexpr char kFormat[] = "pcsp audit 1";

}  // namespace

std::string HashOf(const Entry& entry) {
  return Sha256Hex(
      EncodeFields({kFormat, entry.previous_hash, entry.programme, absl::StrCat(entry.sequence),
                    absl::StrCat(absl::ToUnixMicros(entry.time)), entry.method, entry.resource,
                    entry.request_hash, entry.actor, entry.content_hash}));
}

std::string ContentHash(absl::string_view salt, absl::string_view content) {
  return Sha256Hex(EncodeFields({std::string(salt), std::string(content)}));
}

std::string ChainName(absl::string_view programme, absl::string_view service) {
  return absl::StrCat("programmes/", programme, "/auditChains/", service);
}

}  // namespace pcsp::audit

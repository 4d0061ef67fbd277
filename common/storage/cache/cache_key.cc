#include "common/storage/cache/cache_key.h"

#include "absl/strings/str_cat.h"
#include "common/base/ids.h"
#include "common/base/tlv.h"

namespace pcsp {

std::string CacheKey::ToString() const {
  const std::string versions = absl::StrCat("s", schema, "a", algorithm, "p", policy);
  const std::string hash =
      Sha256Hex(EncodeFields({scope, service, kind, versions, revision, EncodeFields(arguments)}));
  return absl::StrCat("pcsp:{", scope, "}:", service, ":", kind, ":", versions, ":", revision, ":",
                      hash);
}

}  // namespace pcsp

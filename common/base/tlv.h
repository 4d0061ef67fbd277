// Several strings in one, so that different lists never give the same bytes: each is preceded by
// its length. For hashes and signatures; joining with a separator has cost others their cache's
// truth (operations.md 5.1).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace pcsp {

std::string EncodeFields(const std::vector<std::string>& fields);

// Nothing if the bytes are not what EncodeFields() makes.
std::optional<std::vector<std::string>> DecodeFields(absl::string_view bytes);

}  // namespace pcsp

// Drafts of answers at rest: nobody reads one without the token that it was saved with.
#pragma once

#include <optional>
#include <string>

#include "absl/strings/string_view.h"

namespace pcsp::assessments {

// AES-256-GCM under a key made of the token (HMAC-SHA256), with a nonce of chance, bound to the
// wave; as text. As long for one answer as for all.
std::string SealDraft(absl::string_view token, absl::string_view wave, absl::string_view answers);

// What was sealed; nothing if it was sealed with another token or for another wave, or was changed.
std::optional<std::string> OpenDraft(absl::string_view token, absl::string_view wave,
                                     absl::string_view sealed);

}  // namespace pcsp::assessments

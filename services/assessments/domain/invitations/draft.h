// What somebody saves to go on with later, as one text to be sealed.
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "services/assessments/domain/response.h"

namespace pcsp::assessments {

// Most bytes of one.
inline constexpr size_t kLongestDraft = 64 << 10;

// The row alone where there are no words. With words its length is rounded up, so that it does not
// tell how much somebody wrote. INVALID_FIELDS: it would be longer than kLongestDraft.
absl::StatusOr<std::string> TextOfDraft(const PackedAnswers& draft);

// The same again; without words where they cannot be read.
PackedAnswers DraftOfText(absl::string_view text);

}  // namespace pcsp::assessments

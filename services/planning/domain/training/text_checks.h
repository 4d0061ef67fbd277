// Checks that fields of several nouns share. Each adds to `violations` what is wrong with `field`.
#pragma once

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "common/base/error.h"

namespace pcsp::planning::training {

// `least` to `most`, both included.
void CheckRange(absl::string_view field, int64_t given, int64_t least, int64_t most,
                Violations& violations);
// 1 to `most` characters, none of them a control character.
void CheckLine(absl::string_view field, absl::string_view text, size_t most,
               Violations& violations);
// At most `most` ids, each once.
void CheckWords(absl::string_view field, const std::vector<std::string>& words, size_t most,
                Violations& violations);
// The last day is not before the first; kNever is after every day.
void CheckPeriod(absl::string_view field, absl::CivilDay first, absl::CivilDay last,
                 Violations& violations);

}  // namespace pcsp::planning::training

// Words of everyday English and of this work, which are nobody's name wherever they stand.
#pragma once

#include "absl/strings/string_view.h"

namespace pcsp::text {

// `plain` is in small letters and without apostrophes. A word counts that is on the list, its
// plural, and whatever has an ending that makes words and no names, such as -ing or -tion.
bool IsCommonWord(absl::string_view plain);

}  // namespace pcsp::text

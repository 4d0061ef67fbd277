// Letters without their accents.
#pragma once

#include <string>

#include "absl/strings/string_view.h"

namespace pcsp::text {

// The letter that two bytes of UTF-8 are without its accent, small; 0 where they are none of
// U+00C0 to U+017F, which cover the languages of the United Kingdom and most names of its people.
char BaseLetter(unsigned char lead, unsigned char next);

// `text` with such letters small and without their accents; all else as it is.
std::string WithoutAccents(absl::string_view text);

}  // namespace pcsp::text

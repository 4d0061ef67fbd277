// Numbers and addresses in words: what they are, and how far they reach.
#pragma once

#include <cstddef>
#include <string>

#include "absl/strings/string_view.h"

namespace pcsp::text {

// Something that identifies at the beginning of a text: what to put in its place, and its length in
// bytes; 0 when there is nothing.
struct Identifier {
  absl::string_view mark;
  size_t length = 0;
};

// Each looks at the beginning of `text`, which must be the beginning of a word.
Identifier AddressAt(absl::string_view text);    // email, web, @handle
Identifier NumberAt(absl::string_view text);     // telephone, NHS number, date, any long number
Identifier ExtensionAt(absl::string_view text);  // "ext. 4412", "bleep 123", within a building
Identifier PostcodeAt(absl::string_view text);   // of the United Kingdom

// True for ten digits whose last one checks the others (modulus 11).
bool IsNhsNumber(absl::string_view digits);

}  // namespace pcsp::text

// Rules for the short texts and codes of organisations.
#pragma once

#include <optional>
#include <string>

#include "absl/strings/string_view.h"

namespace pcsp::registry {

// Characters of UTF-8 text, not bytes.
size_t CharacterCount(absl::string_view text);

// True for `least` to `most` characters without control characters, and not only spaces.
bool IsLine(absl::string_view text, size_t least, size_t most);

// True for at most `most` characters, line breaks and tabs among them but no other controls.
bool IsText(absl::string_view text, size_t most);

// True if every character of `text` fits its place in `form`: `@` a letter A-Z, `#` a digit,
// `*` either, anything else itself.
bool HasForm(absl::string_view text, absl::string_view form);

// True for a code that can be kept at all: 1 to 20 characters A-Z, 0-9, and inner - . /
bool IsCode(absl::string_view code);
inline constexpr absl::string_view kCodeRule =
    "1 to 20 characters: letters and digits, and - . / between them";

// True for the form of a UK postcode in upper case, with or without the inner space.
bool IsPostcode(absl::string_view postcode);

// True for an electronic mail address as people have them, in ASCII: `name@host.domain`, without
// comments, quotes or addresses of machines.
bool IsEmail(absl::string_view email);
inline constexpr absl::string_view kEmailRule =
    "an address such as name@example.nhs.uk, at most 254 characters";

// Upper case, with single inner spaces and none around.
std::string TidyCode(absl::string_view text);

// Single inner spaces and none around.
std::string TidyLine(absl::string_view text);

}  // namespace pcsp::registry

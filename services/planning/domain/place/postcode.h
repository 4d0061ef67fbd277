// How postcodes of the United Kingdom are written.
#pragma once

#include <string>

#include "absl/strings/string_view.h"

namespace pcsp::planning::training {

// "ne1  4lp" as "NE1 4LP"; what is no postcode stays as it is.
std::string TidyPostcode(absl::string_view text);

// Upper case with one space: an outward code of two to four characters that begins with a letter,
// then a digit and two letters.
bool IsPostcode(absl::string_view text);

}  // namespace pcsp::planning::training

// Given names that are common in the United Kingdom and are no words of everyday English.
#pragma once

#include "absl/strings/string_view.h"

namespace pcsp::text {

// `plain` is in small letters and without apostrophes.
bool IsGivenName(absl::string_view plain);

}  // namespace pcsp::text

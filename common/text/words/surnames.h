// Surnames that are no words of everyday English.
#pragma once

#include "absl/strings/string_view.h"

namespace pcsp::text {

// One of those that are common in the United Kingdom; `plain` is in small letters and without
// apostrophes.
bool IsSurname(absl::string_view plain);

// Of a form that only names have, O'Neill, McDonald or MacLeod; as it is written.
bool HasFormOfSurname(absl::string_view word);

}  // namespace pcsp::text

// Identifiers: what users may choose, and what we make for them.
#pragma once

#include <cstdint>
#include <string>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"

namespace pcsp {

// A lower-case UUIDv7 (RFC 9562): sorts by `now`, 74 bits from the system's random source.
std::string NewUuid(absl::Time now);

// The UUIDv8 of `name` (RFC 9562, from its SHA-256): the same name always gives the same one, so a
// step that is repeated after a crash repeats its request_id as well.
std::string NamedUuid(absl::string_view name);

// 64 bits from the system's cryptographic random source.
uint64_t RandomBits();

// True for 1-63 characters of a-z, 0-9 and inner hyphens: the ids that appear in resource names.
bool IsResourceId(absl::string_view id);
inline constexpr absl::string_view kResourceIdRule =
    "1 to 63 characters: lower-case letters, digits and inner hyphens";

// True for the text form of a UUID of any version, upper or lower case.
bool IsUuid(absl::string_view id);

// SHA-256 of `bytes` as 64 lower-case hexadecimal digits.
std::string Sha256Hex(absl::string_view bytes);

}  // namespace pcsp

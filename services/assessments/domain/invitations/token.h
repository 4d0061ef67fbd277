// Tokens of invitations: 256 bits of chance that the server keeps a hash of.
#pragma once

#include <array>
#include <cstdint>
#include <string>

#include "absl/strings/string_view.h"

namespace pcsp::assessments {

// The URL-safe text of a token, 44 characters, from as many bits of chance as it has. It begins
// with a letter, so that no spreadsheet takes it for a formula.
std::string TokenOf(const std::array<uint64_t, 4>& chance);

// What is kept of a token. The selector finds it; the verifier is compared in constant time, so
// that how long a wrong token takes to be refused says nothing of the right one.
struct TokenHash {
  std::string selector;  // 16 hexadecimal digits
  std::string verifier;  // 48
};

// Of any text: one that is no token has a hash that none was issued with.
TokenHash HashOfToken(absl::string_view token);

// Whether they are equal, in a time that depends on their lengths alone.
bool SameInConstantTime(absl::string_view a, absl::string_view b);

}  // namespace pcsp::assessments

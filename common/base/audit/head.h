// How far a chain goes at one moment, for safekeeping elsewhere: a chain that is cut, or rewritten
// as a whole, is sound in itself and differs from a head that was exported before.
#pragma once

#include <cstdint>
#include <string>

#include "absl/time/time.h"
#include "common/base/audit/signing_key.h"

namespace pcsp::audit {

struct Head {
  std::string chain;       // ChainName()
  int64_t sequence = 0;    // 0: no line yet
  std::string hash;        // of the last line; "" when there is none
  absl::Time export_time;  // whole microseconds
  std::string public_key;  // "" when nobody signed
  std::string signature;

  bool operator==(const Head&) const = default;
};

// `head` with the key's public half and its signature over all else.
Head Signed(Head head, const SigningKey& key);

// True if the signature is that of the public key in it. Whose key that is, is another question.
bool HasValidSignature(const Head& head);

}  // namespace pcsp::audit

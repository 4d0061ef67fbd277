// One line of an audit: who changed what when, by which call. Ids and hashes, nothing else.
#pragma once

#include <cstdint>
#include <string>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"

namespace pcsp::audit {

// The lines of a programme within one service form a chain: each holds the hash of the one before.
struct Entry {
  std::string programme;      // id
  int64_t sequence = 0;       // 1, 2, 3... in the order of the commits
  absl::Time time;            // whole microseconds, of the call; says nothing about the order
  std::string method;         // "registry.CreateOrganisation"
  std::string resource;       // name of what was changed
  std::string request_hash;   // SHA-256 of the request id; "" for a call without one
  std::string actor;          // who called; "" until there is sign-in
  std::string content_hash;   // ContentHash() of what the call answered
  std::string previous_hash;  // `hash` of the line before; "" for the first
  std::string hash;           // HashOf() this line
  std::string salt;           // of content_hash; "" once forgotten. Not under the hash

  bool operator==(const Entry&) const = default;
};

// SHA-256 over the length-prefixed fields of `entry` but for `hash` and `salt`, in hexadecimal.
std::string HashOf(const Entry& entry);

// SHA-256 over salt and content: says that something was so to whoever has both, and nothing to
// others.
std::string ContentHash(absl::string_view salt, absl::string_view content);

// `programmes/{programme}/auditChains/{service}`.
std::string ChainName(absl::string_view programme, absl::string_view service);

}  // namespace pcsp::audit

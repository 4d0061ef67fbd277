// Who says something: a person, or a file that was imported.
#pragma once

#include <string>

#include "absl/strings/string_view.h"

namespace pcsp::registry {

enum class Source {
  kNotRecorded,
  kPerson,
  kEpraccur,
  kPcnPartners,
  kWorkforce,
  kSiteContexts,
};

// The lower_snake word that tables and messages use; "" for kNotRecorded.
absl::string_view Word(Source source);
Source SourceOf(absl::string_view word);
// "a person", "the file of PCN partners".
std::string InWords(Source source);

struct Claimant {
  Source source = Source::kNotRecorded;
  std::string content_sha256;  // of the file; empty for a person

  bool operator==(const Claimant&) const = default;
};

inline Claimant ByPerson() { return {Source::kPerson, ""}; }

// True if what `claimant` says must not simply replace what `known` said: another file or a person
// said it. A newer file of the same kind knows better than an older one; so does any file than
// somebody who is not recorded.
bool Contradicts(const Claimant& claimant, const Claimant& known);

}  // namespace pcsp::registry

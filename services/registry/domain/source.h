// Who says something: a person, or a file that was imported.
#pragma once

#include <map>
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
  kPeople,
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

// Who stated which field of something; those of whom that is not recorded are absent.
using StatedBy = std::map<std::string, Claimant>;

// Who stated `field`: nobody recorded if it is absent.
Claimant ClaimantOf(const StatedBy& stated_by, const std::string& field);

inline Claimant ByPerson() { return {Source::kPerson, ""}; }

// True if what `claimant` says must not simply replace what `known` said: another file or a person
// said it. A newer file of the same kind knows better than an older one; so does any file than
// somebody who is not recorded.
bool Contradicts(const Claimant& claimant, const Claimant& known);

}  // namespace pcsp::registry

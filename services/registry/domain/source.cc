#include "services/registry/domain/source.h"

#include <algorithm>
#include <iterator>

namespace pcsp::registry {
namespace {

constexpr absl::string_view kWords[] = {"",          "person",        "epraccur", "pcn_partners",
                                        "workforce", "site_contexts", "people"};
constexpr absl::string_view kInWords[] = {
    "somebody not recorded",    "a person",           "epraccur",
    "the file of PCN partners", "the workforce file", "the file of contexts",
    "a file of people"};

}  // namespace

absl::string_view Word(Source source) { return kWords[static_cast<int>(source)]; }

Source SourceOf(absl::string_view word) {
  const auto found = std::find(std::begin(kWords), std::end(kWords), word);
  return found == std::end(kWords) ? Source::kNotRecorded
                                   : static_cast<Source>(found - std::begin(kWords));
}

std::string InWords(Source source) { return std::string(kInWords[static_cast<int>(source)]); }

Claimant ClaimantOf(const StatedBy& stated_by, const std::string& field) {
  const auto found = stated_by.find(field);
  return found == stated_by.end() ? Claimant() : found->second;
}

bool Contradicts(const Claimant& claimant, const Claimant& known) {
  return known.source != Source::kNotRecorded && known.source != claimant.source;
}

}  // namespace pcsp::registry

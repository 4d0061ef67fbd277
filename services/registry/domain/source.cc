#include "services/registry/domain/source.h"

#include <algorithm>
#include <iterator>

namespace pcsp::registry {
namespace {

constexpr absl::string_view kWords[] = {"",          "person",       "epraccur", "pcn_partners",
                                        "workforce", "site_contexts"};
constexpr absl::string_view kInWords[] = {
    "somebody not recorded",    "a person",           "epraccur",
    "the file of PCN partners", "the workforce file", "the file of contexts"};

}  // namespace

absl::string_view Word(Source source) { return kWords[static_cast<int>(source)]; }

Source SourceOf(absl::string_view word) {
  const auto found = std::find(std::begin(kWords), std::end(kWords), word);
  return found == std::end(kWords) ? Source::kNotRecorded
                                   : static_cast<Source>(found - std::begin(kWords));
}

std::string InWords(Source source) { return std::string(kInWords[static_cast<int>(source)]); }

bool Contradicts(const Claimant& claimant, const Claimant& known) {
  return known.source != Source::kNotRecorded && known.source != claimant.source;
}

}  // namespace pcsp::registry
